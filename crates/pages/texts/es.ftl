### Spanish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = el servicio
skip-to-content = Ir al contenido
language-switch = Idioma
footer-help = Ayuda
footer-privacy = Aviso de privacidad
footer-accessibility = Declaración de accesibilidad
footer-get-eid = Cómo obtener una identidad electrónica
banner-demo = Europa de demostración: aquí todo es simulado y todas las personas son inventadas.
banner-test = Entorno de pruebas: no utilice aquí una identidad electrónica real.
footer-unread = Todavía no ha leído esta traducción nadie que tenga este idioma como lengua materna. Díganos qué se puede mejorar.
steps-label = Los pasos de su inicio de sesión
step-country = Elegir un país
step-home = Identificarse en su país
step-back = Volver al servicio
time-left-title = ¿Necesita más tiempo?
time-left-body = Su sesión aquí termina en unos dos minutos. Puede tener más tiempo sin perder nada.
time-left-more = Darme más tiempo
time-left-last = Su sesión aquí termina en unos dos minutos y ya no se puede prolongar. Termínela ahora, o vuelva al servicio y empiece de nuevo.
eu-institutions = Instituciones de la UE
logging-in-to = Va a entrar en: { $service }
service-of = Un servicio de { $organisation }
next = Siguiente
cancel = Cancelar
cancel-back-to = Cancelar y volver a: { $service }

## The page where one chooses how to log in.

chooser-title = ¿Cómo quiere identificarse?
chooser-legend = Elija su identidad electrónica
chooser-eidas = Identidad electrónica europea
chooser-eidas-hint = Utilice la identidad electrónica de su país de origen en la UE o el EEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Elija el país de su identidad electrónica
country-intro = Usted se identifica con la identidad electrónica que usa en su país. Le enviamos a su propio país y después vuelve aquí.
country-level = { $service } pide una identidad electrónica de nivel «{ $level }» o superior.
country-level-highest = { $service } pide una identidad electrónica de nivel «{ $level }», que es el más alto.
country-eids = Puede usar: { $eids }
country-more = El servicio pide también estos datos sobre usted. Se envían solo si su país los tiene, y puede entrar sin ellos.
country-companies = Este servicio es para empresas y otras organizaciones. En su país usted se identifica en nombre de una de ellas: se envían su denominación y su identificador.
country-companies-acting = También se envían su propio nombre, su fecha de nacimiento y su identificador si usted actúa por ella.
country-companies-alone = Aquí solo sirve una identidad electrónica de la propia organización: con la suya personal no puede actuar en su nombre.
country-companies-more = El servicio pide también estos datos sobre la organización. Se envían solo si su país los tiene, y puede entrar sin ellos.
country-legend = Países que puede elegir
country-search = Buscar un país
country-search-button = Buscar
country-show-all = Mostrar todos los países
country-none = Ningún país coincide con «{ $query }».
country-count = { $count ->
    [one] Un país
   *[other] { $count } países
}
country-choose-first = Elija un país antes de continuar.
country-not-possible = Ese país no se puede usar ahora para esta identificación. Elija otro.
country-unavailable-legend = Países que no se pueden usar ahora
country-suggested = Propuesto para usted
country-last-time = Elegido la última vez en este dispositivo
country-forget = Olvidar mi elección
country-by-service = Propuesto por el servicio
country-by-language = Propuesto según el idioma de su navegador
country-not-connected = { $country } todavía no se puede elegir aquí.
country-failing = Muchas identificaciones desde este país fallan en este momento
country-missing-title = Mi país no está aquí
country-missing-body = Puede elegir países con una identidad electrónica reconocida que estén conectados con nosotros. El suyo puede conectarse más adelante. Si tiene una identidad electrónica de otro país, puede usarla. Si no, vuelva atrás y pregunte al servicio por otra vía.
reason-level = No tiene identidad electrónica del nivel que se pide
reason-service-unknown = El servicio no está registrado en este país
reason-incomplete = Este país no comparte los datos que hacen falta para iniciar sesión
reason-unavailable = No podemos conectar con este país
reason-starting = Se está conectando; vuelva a intentarlo en un momento
reason-suspended = Cerrado temporalmente
since = desde el { $time }
level-low = bajo
level-substantial = sustancial
level-high = alto

## The page that leads to the other country.

send-title = Le enviamos a: { $country }
send-body = Allí se identifica con su propia identidad electrónica. Después vuelve aquí automáticamente.
send-button = Continuar: { $country }
send-time-limit = { $minutes ->
    [one] Tiene aproximadamente un minuto para identificarse.
   *[other] Tiene unos { $minutes } minutos para identificarse.
}
send-again-title = ¿Ha vuelto sin identificarse { $in_country }?
send-again-body = Ya se le envió allí una vez. Puede volver a intentarlo o elegir otro país.
send-choose-another = Elegir otro país

## The page that leads back to the service.

continue-title = Se ha identificado
continue-body = Le devolvemos a: { $service }.
continue-button = Continuar a: { $service }
wait-title = Un momento
wait-body = Su identificación todavía se está comprobando. Pulse el botón dentro de un momento.
wait-button = Volver a mirar

## Too many log in at once, and a place in the queue is kept.

queue-title = Está en la cola
queue-body = Muchas personas se están identificando ahora. Conserva su lugar mientras esta página esté abierta, y la página continúa por sí sola cuando llega su turno.
queue-press = Muchas personas se están identificando ahora. Conserva su lugar. Pulse el botón cuando llegue su turno.
queue-minutes = { $minutes ->
    [one] Tardará aproximadamente un minuto.
   *[other] Tardará unos { $minutes } minutos.
}

## Whom one can ask when something did not work.

contact-title = A quién puede preguntar
contact-country = Ayuda sobre identidades electrónicas { $in_country }
contact-eid = Ayuda: { $eid }
contact-service = Ayuda: { $service }
contact-ours = Ayuda de este servicio de identificación
contact-phone = Teléfono
contact-email = Correo electrónico
contact-web = Página web
contact-hours = Horario
contact-languages = Idiomas

## The front page, for whom came here by chance.

front-title = Identificarse más allá de las fronteras de Europa
front-body = Este es un servicio de identificación. Aquí se llega desde un servicio público que se quiere usar, no directamente. Vaya a ese servicio y elija allí identificarse.
front-developers = Para quien conecta un servicio o un país

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [NL] en los Países Bajos
    [EU] en las instituciones de la UE
   *[other] en { $country }
}

## The page that shows what would be sent to another country.

consent-title = ¿Enviar sus datos al servicio de identificación { $in_country }?
consent-body = { $service } pregunta quién es usted. Si acepta, estos datos se envían al servicio de identificación { $in_country }, que los transmite a { $service }. Todavía no se ha enviado nada.
consent-unnotified = Solo en pruebas: { $eid } no está aprobado para su uso en otros países.
consent-caption = Lo que se enviaría
consent-level = Nivel de seguridad
consent-level-value = { $level }, con { $eid }
consent-level-why = Para que el servicio sepa con qué seguridad se ha identificado.
consent-unsent-title = Lo que no se envía
consent-unsent-number = Su número nacional de identidad. { $country } recibe un identificador hecho solo para ese país.
consent-unsent-asked = Lo que el servicio también pidió:
consent-unsent-rest = Cualquier otra cosa sobre usted, por ejemplo lo que hace en otros lugares.
consent-once = Su respuesta vale solo para esta vez.
consent-if-declined = Si dice que no, vuelve al servicio, que no recibe nada sobre usted.
consent-approve = Enviar y entrar
consent-not-me = No soy yo
consent-not-me-hint = ¿Son los datos de otra persona? Elija «No soy yo». Así no se envía nada y puede identificarse con su propia identidad electrónica.
consent-decline = No enviar
consent-changed = Los datos han cambiado desde que los vio. Léalos de nuevo.
consent-remember = { $days ->
    [one] No volver a preguntarme durante un día en este navegador cuando { $service } pida los mismos datos.
   *[other] No volver a preguntarme durante { $days } días en este navegador cuando { $service } pida los mismos datos.
}
consent-remember-hint = De todos modos se identifica cada vez con su identidad electrónica. Si algo cambia, volvemos a preguntar. No marque esto en un ordenador que usen otras personas.
consent-remembered = Este navegador recuerda servicios que usted ya aceptó.
consent-forget = Preguntarme cada vez
consent-identifier = Identificador
consent-identifier-why = Para que el servicio le reconozca la próxima vez.
consent-family-name = Apellidos
consent-given-name = Nombre
consent-name-why = Para que el servicio pueda dirigirse a usted y encontrar su expediente.
consent-birthdate = Fecha de nacimiento
consent-birthdate-why = Para que el servicio no le confunda con otras personas del mismo nombre.
consent-birth-name = Nombre al nacer
consent-birthplace = Lugar de nacimiento
consent-birth-country = País de nacimiento
consent-birth-town = Localidad de nacimiento
consent-address = Dirección
consent-gender = Sexo
consent-phone = Número de teléfono
consent-email = Dirección de correo electrónico
consent-nationality = Nacionalidad
consent-residence = País de residencia
consent-e-justice-role = Función en e-Justice
consent-legal-name = Nombre de la empresa u organización
consent-legal-identifier = Identificador de la empresa u organización
consent-vat = Número de IVA
consent-tax = Número de identificación fiscal
consent-eu-identifier = Identificador europeo de la sociedad (EUID)
consent-lei = Identificador de entidad jurídica (LEI)
consent-eori = Número aduanero (EORI)
consent-excise = Número de impuestos especiales (SEED)
consent-sic = Código de actividad (SIC)
consent-asked-why = El servicio lo pidió.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Entrar en un servicio { $in_country }
national-abroad-body = { $service } { $in_country } pregunta quién es usted. Se identifica con una identidad electrónica noruega. Antes de enviar nada, usted ve qué es y puede decir que no.
national-some-service = Un servicio
national-nameless = el servicio { $in_country }
national-level = Se necesita una identidad electrónica de nivel «{ $level }» o superior.
national-level-highest = Se necesita una identidad electrónica de nivel «{ $level }», que es el más alto.
national-nobody = Ninguna identidad electrónica se puede usar ahora para esta identificación.
national-greyed-legend = Identidades electrónicas que no se pueden usar ahora
national-why-planned = Aún no aprobada para su uso en otros países
national-why-pre-notified = La aprobación para su uso en otros países está en curso
national-why-level = No alcanza el nivel necesario
national-why-no-terms = Sin acuerdo sobre su uso por empresas privadas { $in_country }
national-why-suspended = Cerrada temporalmente
national-why-unavailable = No responde ahora
national-unnotified = Solo en pruebas: no aprobada para su uso en otros países
national-choose-first = Elija una identidad electrónica antes de continuar.
national-not-possible = Esta identidad electrónica no se puede usar ahora para esta identificación. Elija otra.
national-just-failed = { $eid } no responde ahora. Elija otra identidad electrónica o vuelva a intentarlo en un momento.
national-step-up = Se ha identificado, pero con un nivel inferior al que pide { $service }. Identifíquese de nuevo con una identidad electrónica más fuerte.
national-persons-title = Elija una persona de prueba
national-persons-warning = Solo en pruebas: cualquiera puede entrar como cualquiera de estas personas. Ninguna existe.
national-persons-legend = ¿Quién quiere ser?
national-persons-choose-first = Elija una persona de prueba antes de continuar.
national-persons-another = Identificarse de otra manera
national-try-again = Reintentar con { $eid }
national-another = Elegir otra identidad electrónica
national-cancelled = La identificación con { $eid } se interrumpió
    .body = Usted canceló, o { $eid } no confirmó quién es. No se ha enviado nada a { $service }.
    .advice = Puede volver a intentarlo, elegir otra identidad electrónica o volver al servicio.
national-failed = { $eid } no pudo identificarle
    .body = La identificación en { $eid } terminó con un error. No es culpa suya ni de { $service }.
    .advice = Vuelva a intentarlo o elija otra identidad electrónica.
national-level-too-low = Necesita una identidad electrónica más fuerte
    .body = La identificación con { $eid } no alcanza el nivel de seguridad que pide { $service }.
    .advice = Elija una identidad electrónica más fuerte.
national-answer-invalid = No pudimos usar la respuesta de { $eid }
    .body = La respuesta no superó nuestros controles de seguridad, por lo que no le hemos identificado. No es culpa suya.
    .advice = Vuelva a intentarlo. Si ocurre de nuevo, indíquenos la referencia que aparece abajo.
national-answer-late = Debe identificarse de nuevo en { $eid }
    .body = Esta identificación debe hacerse ahora; no sirve una anterior. { $eid } respondió con una más antigua.
    .advice = Vuelva a intentarlo e identifíquese de nuevo cuando se le pida.
national-incomplete = { $eid } no envió todo lo necesario
    .body = Algunos de sus datos básicos (nombre, fecha de nacimiento, número nacional) faltaban o eran erróneos en la respuesta, por lo que no podemos identificarle.
    .advice = Elija otra identidad electrónica o pregunte a la ayuda de la que usó.
national-not-notified = La identidad electrónica que usó todavía no se puede usar en otros países
    .body = Se identificó en { $eid }, pero con una identidad electrónica no aprobada para su uso en otros países. No se ha enviado nada a { $service }.
    .advice = Vuelva a intentarlo y elija allí una que esté aprobada.
national-suspended = { $eid } está cerrado temporalmente
    .body = La identificación con { $eid } se ha cerrado por seguridad o mantenimiento.
    .advice = Elija otra identidad electrónica o vuelva a intentarlo más tarde.
national-unavailable = { $eid } no responde ahora
    .body = No podemos conectar con { $eid }. No es culpa suya ni de { $service }.
    .advice = Elija otra identidad electrónica o vuelva a intentarlo en unos minutos.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Cartera digital
wallet-description = La prueba de identidad de su cartera europea
wallet-title = Identificarse con una cartera digital
wallet-body = A su cartera se le piden nombre, fecha de nacimiento, país y número nacional de identidad, para que { $service } sepa quién es usted. Verá lo mismo en la cartera, y allí decide.
wallet-privacy = Transmitimos estos datos a { $service } y no los guardamos.
wallet-here-title = La cartera está en este dispositivo
wallet-open = Abrir la cartera
wallet-open-other = Abrir otra cartera
wallet-here-hint = { $minutes ->
    [one] El enlace funciona durante un minuto. Después vuelve aquí automáticamente.
   *[other] El enlace funciona durante { $minutes } minutos. Después vuelve aquí automáticamente.
}
wallet-elsewhere-title = La cartera está en otro dispositivo
wallet-scan = Escanee el código con la cartera. Escanee solo un código de una página que haya abierto usted.
wallet-scan-hint = { $minutes ->
    [one] El código funciona durante un minuto. Puede obtener otro en cualquier momento.
   *[other] El código funciona durante { $minutes } minutos. Puede obtener otro en cualquier momento.
}
wallet-qr-alternative = Código QR que abre la cartera en otro dispositivo. El mismo enlace está abajo como texto.
wallet-copy = ¿No puede escanear el código?
wallet-copy-label = Copie el enlace y ábralo en el dispositivo donde está la cartera:
wallet-approved = Ya lo he aprobado, continuar
wallet-new-code = Obtener otro enlace y otro código
wallet-another = Elegir otra manera de identificarse
wallet-not-yet = La cartera todavía no ha respondido. Apruebe primero en la cartera.
wallet-refused = La respuesta en la cartera fue no. No se ha enviado nada. Puede volver a intentarlo con otro código o elegir otra manera.
wallet-failed = La cartera no pudo responder a la petición. No se ha enviado nada. Puede volver a intentarlo con otro código o elegir otra manera.
wallet-expired = El enlace y el código ya no funcionan. Obtenga otros para continuar.
wallet-code-expired = El código ya no funciona. Obtenga otro si la cartera está en otro dispositivo.
wallet-in-another-browser = La cartera ha respondido y ha abierto otra pestaña u otro navegador. Continúe allí o empiece de nuevo aquí.
wallet-browser-title = Dejar que el navegador encuentre la cartera
wallet-browser-ask = Buscar la cartera
wallet-browser-hint = Su navegador muestra las carteras de este dispositivo o se conecta a su teléfono. Allí decide usted qué se muestra.
wallet-browser-none = Ninguna cartera ha respondido. Inténtelo de nuevo o utilice otra de las opciones de esta página.
wallet-card-expired = El documento mostrado ha caducado. Muestre otro o elija otra manera de identificarse.
wallet-card-revoked = El documento mostrado ha sido revocado o suspendido por su emisor. Muestre otro o elija otra manera de identificarse.
wallet-not-taken = Lo que mostró la cartera no se ha podido utilizar. Inténtelo de nuevo o elija otra manera de identificarse.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Le hemos reconocido
matched-body = Consta aquí como { $name }, con un número que termina en { $end }. Puede usar { $service }, que recibe su número.
matched-body-alone = Consta aquí como { $name }, con un número que termina en { $end }. Puede usar { $service }, que no recibe su número.
matched-keep = ¿Le reconocemos la próxima vez?
matched-keep-hint = Si lo desea, guardamos cuál es su número. Está cifrado y solo su propia identidad electrónica lo abre. Así no se vuelve a preguntar al registro cuando entre.
matched-keep-until = Sí, hasta el { $date }
matched-keep-not = No, no guardarlo
matched-none-title = No le hemos encontrado entre las personas registradas aquí
matched-none-body = Ha demostrado que es { $name }. Lo que su identidad electrónica dice de usted no se ha podido relacionar con una sola persona del registro.
matched-used = Esto se ha comparado
matched-differs = Es distinto en el registro
matched-ways = Qué puede hacer
matched-link-title = ¿Tiene una identidad electrónica noruega?
matched-link-body = Entre una vez con ella y sabremos cuál es su número. No tiene que volver a identificarse { $in_country }. Haga lo mismo si tiene una identidad electrónica nueva desde la última vez.
matched-link = Vincular con { $eid }
matched-update = Si algún dato suyo es erróneo o antiguo en el registro, pida que lo corrijan y vuelva a entrar después.
matched-without = Continuar de todos modos
matched-as-new = Seguir como usuario nuevo
matched-without-hint = Si { $service } ya tiene sus datos, no sabrá que es usted.
matched-not-linked = No se ha vinculado nada: su nombre o su fecha de nacimiento no coincide en las dos identidades electrónicas.
matched-not-proven = La identificación con la identidad electrónica noruega no se completó. No se ha vinculado nada.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mis accesos
own-receipt = Recibos de sus accesos: qué se envió sobre usted, a quién y por qué
own-title = Mis accesos
own-intro = Aquí ve sus propios accesos de los últimos 90 días y lo que se envió sobre usted. Solo su propia identidad electrónica los abre.
own-start = Entrar y verlos
own-list = Lo que se envió
own-none = No hay accesos que mostrar.
own-when = Cuándo
own-to = A
own-with = Con
own-why = Por qué
own-why-login = Usted entró en este servicio.
own-one = Mostrar solo este recibo, para imprimirlo
own-all = Mostrar todos mis accesos
own-kept = Lo que puede terminar
own-kept-match = Su número que termina en { $end } se guarda hasta el { $date }.
own-kept-from = { $country }: su número se guarda para una identidad electrónica de ese país hasta el { $date }.
own-end-match = No guardarlo más
own-export = Guardar como archivo (JSON)
own-code-title = Ayuda del servicio de asistencia
own-code-body = Obtenga un código y léalo al servicio de asistencia. Con él pueden ver esta lista durante 15 minutos, y nada más sobre usted.
own-code-get = Obtener un código
own-code = Su código: { $code }. Vale hasta el { $time }.
own-leave = Cerrar mis accesos
own-about = Qué guardamos
own-about-passed = Lo que su identidad electrónica dice de usted pasa al servicio en el que entra. No lo tenemos más tiempo del que dura el acceso.
own-about-yours = Usted puede terminar: su sesión aquí, los consentimientos que recuerda su navegador y un número que nos ha dejado guardar. La lista de sus accesos se borra sola a los 90 días. Todo está cifrado y solo su identidad electrónica o su navegador lo abre.
own-about-law = La ley nos exige un registro de accesos, sin su nombre ni su número.
own-about-journal = Si se le comparó con un registro, también se guarda lo comparado, cifrado, de 6 a 12 meses.
own-about-ask = ¿Quiere que se borre algo o saber qué tenemos sobre usted? Pregunte aquí.

## The page of one’s own login here, and logging out.

session-link = Su sesión aquí
session-title = Tiene una sesión abierta aquí
session-by = { $minutes ->
    [one] Se identificó con { $eid } hace un minuto. Los servicios que usan esta sesión le dejan entrar sin volver a preguntar, en este navegador, hasta que termine.
   *[other] Se identificó con { $eid } hace { $minutes } minutos. Los servicios que usan esta sesión le dejan entrar sin volver a preguntar, en este navegador, hasta que termine.
}
session-services = La ha usado para:
session-logout = Cerrar sesión
session-logout-hint = Cierre la sesión si otras personas también usan este ordenador.
session-nobody-title = No tiene ninguna sesión abierta aquí
session-nobody-body = Ningún servicio deja entrar a nadie en este navegador sin una nueva identificación. Puede que siga con la sesión abierta en un servicio que usó antes: ciérrela allí.
session-asks-title = ¿Quiere cerrar la sesión?
session-asks-body = { $service } pide cerrar su sesión aquí.
session-asks-body-nameless = Una página pide cerrar su sesión aquí.
session-stay = Mantener la sesión
session-out-title = Ha cerrado la sesión
session-out-body = Su sesión ha terminado. Ya nadie entra con ella en un servicio en este navegador.
session-was-not = Tampoco antes tenía una sesión abierta aquí.
session-closed = Se ha avisado a estos servicios:
session-open = Puede que siga con la sesión abierta en estos servicios:
session-open-hint = Cierre también allí la sesión, o cierre el navegador.
session-back = Continuar a: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Reintentar: { $country }
error-other-country = Elegir otro país
error-back = Volver a: { $service }
error-look = Reintentar
error-help = Obtener ayuda
error-reference = Referencia
error-reference-hint = Indique esta referencia si se pone en contacto con la ayuda. No dice nada sobre usted.
error-cancelled = Usted detuvo la identificación { $in_country }
    .body = No se ha enviado nada a { $service }.
    .advice = Puede volver al servicio, intentarlo de nuevo o elegir otro país.
error-not-confirmed = { $country } no confirmó quién es usted
    .body = Quizá un código era erróneo, su identidad electrónica está bloqueada o caducada, o usted la detuvo allí. No se ha enviado nada a { $service }.
    .advice = Vuelva a intentarlo. Si su identidad electrónica está bloqueada, solo su propia ayuda puede desbloquearla.
error-peer-failed = { $country } no pudo identificarle
    .body = La identificación { $in_country } terminó con un error. No es culpa suya ni de { $service }.
    .advice = Vuelva a intentarlo. Si ocurre de nuevo, la ayuda de su identidad electrónica sabe más.
error-level-too-low = Se necesita una identidad electrónica más fuerte
    .body = La identidad electrónica que usó no alcanza el nivel de seguridad que pide { $service }.
    .advice = Vuelva a intentarlo con una identidad electrónica más fuerte, si su país la ofrece.
error-answer-invalid = No pudimos usar la respuesta ({ $country })
    .body = La respuesta no superó nuestros controles de seguridad, por lo que no le hemos identificado. No es culpa suya.
    .advice = Vuelva a intentarlo. Si ocurre de nuevo, indíquenos la referencia que aparece abajo.
error-answer-late = La respuesta llegó demasiado tarde
    .body = Por su seguridad, una respuesta de otro país solo es válida unos minutos.
    .advice = Vuelva a intentarlo; no tiene que elegir otra vez el país.
error-answer-used = Esta identificación ya se ha usado
    .body = La misma respuesta solo se puede usar una vez. Quizá haya recargado una página antigua.
    .advice = Vuelva al servicio. Si no ha entrado allí, empiece de nuevo.
error-incomplete = { $country } no envió todo lo necesario
    .body = Algunos de sus datos básicos (nombre, fecha de nacimiento, identificador) faltaban en la respuesta, por lo que no podemos identificarle.
    .advice = La ayuda de su identidad electrónica sabe qué datos envía. Puede volver a intentarlo o elegir otro país.
error-representation = Aquí solo puede identificarse en su propio nombre
    .body = { $country } nos indicó que usted actúa en nombre de otra persona. { $service } no puede aceptarlo.
    .advice = Vuelva a intentarlo e identifíquese en su propio nombre.
error-another-level = Se necesita otra identidad electrónica
    .body = { $service } solo acepta determinados niveles de seguridad, y su identificación tenía otro. No se ha enviado nada sobre usted.
    .advice = Identifíquese con otra identidad electrónica o vuelva al servicio.
error-another-person = Usted no es la persona que esperaba el servicio
    .body = { $service } preguntó por la persona que lo usó antes, y usted se identificó como otra. No se ha enviado nada sobre usted.
    .advice = Inténtelo con la identidad electrónica de esa persona si es la suya, o vuelva al servicio y empiece allí de nuevo.
error-country-unavailable = Ahora no podemos conectar con este país: { $country }
    .body = En este momento no tenemos una conexión válida con el servicio de identificación { $in_country }. No es culpa suya.
    .advice = Vuelva a intentarlo más tarde o elija otro país si tiene allí una identidad electrónica.
error-country-suspended = La identificación { $in_country } está cerrada temporalmente
    .body = La identificación { $in_country } se ha cerrado por seguridad o mantenimiento.
    .advice = Vuelva a intentarlo más tarde o vuelva al servicio.
error-abroad-suspended = La entrada en servicios { $in_country } está cerrada temporalmente
    .body = Se ha cerrado por seguridad o mantenimiento. No se ha enviado nada sobre usted.
    .advice = Vuelva a intentarlo más tarde o pregunte al servicio por otra manera de identificarse.
error-abroad-unavailable = Ahora no podemos devolverle ({ $country })
    .body = En este momento no tenemos una conexión válida con el servicio de identificación { $in_country }. No es culpa suya. No se ha enviado nada sobre usted.
    .advice = Vaya de nuevo al servicio en unos minutos y empiece desde allí.
error-cookie-missing = No reconocemos este navegador
    .body = Una identificación debe terminar en el mismo navegador en que empezó, y con las cookies permitidas. Esto le protege de otras personas que intenten usarla.
    .advice = Permita las cookies de este sitio, vuelva al servicio y empiece allí de nuevo.
error-too-many-logins = Hay demasiadas identificaciones abiertas a la vez
    .body = Este navegador ha empezado tantas identificaciones que hubo que cerrar la más antigua. Esta era una de ellas.
    .advice = Vuelva al servicio y empiece de nuevo.
error-flow-expired = La identificación tardó demasiado
    .body = Por su seguridad, una identificación debe terminar en { $minutes } minutos.
    .advice = Vuelva al servicio y empiece de nuevo.
error-flow-unknown = Esta identificación ya no existe
    .body = Quizá haya abierto un marcador o una página antigua. Una identificación solo puede empezar en el servicio que quiere usar.
    .advice = Vaya al servicio e identifíquese desde allí.
error-flow-finished = Esta identificación ya ha terminado
    .body = Ya se le ha enviado a { $service }.
    .advice = Continúe en el servicio. Si no ha entrado allí, empiece de nuevo.
error-foreign-request-invalid = El servicio de identificación del otro país envió algo que no podemos usar
    .body = Su petición no superó nuestros controles de seguridad, por lo que no le hemos pedido que se identifique. No es culpa suya.
    .advice = Vuelva al servicio del que vino e inténtelo de nuevo. Si ocurre otra vez, dígaselo a ese servicio.
error-foreign-request-late = La petición del otro país es demasiado antigua
    .body = Por su seguridad, una petición de identificación solo es válida unos minutos. Quizá haya abierto una página antigua.
    .advice = Vuelva al servicio del que vino y empiece de nuevo.
error-foreign-request-used = Esta identificación ya se empezó una vez
    .body = La misma petición solo se puede usar una vez. Quizá haya recargado una página antigua.
    .advice = Vuelva al servicio del que vino y empiece de nuevo.
error-nothing-to-send = No podemos identificarle ({ $country })
    .body = Ha demostrado quién es, pero falta algo que { $country } exige: nombre, apellidos, fecha de nacimiento o un nivel de seguridad aprobado. No se ha enviado nada sobre usted.
    .advice = Puede volver al servicio, al que se le indica que la identificación no se logró.
error-not-abroad = Las identidades electrónicas nacionales no están abiertas a otros países
    .body = Todavía no se ha notificado aquí ninguna identidad electrónica nacional a los demás países europeos, o todas están cerradas. Por eso no hay nada que publicar en esta dirección.
    .advice = Use otra manera de identificarse que ofrezca el servicio.
error-not-for-people = Aquí no hay nada que ver
    .body = Esta dirección recibe mensajes entre los servicios de identificación de países europeos.
    .advice = Vaya al servicio que quiere usar e identifíquese desde allí.
error-client-unknown = No conocemos el servicio que le envió
    .body = El servicio no está registrado aquí o dio una dirección de retorno errónea. Por eso no podemos devolverle automáticamente.
    .advice = Dígaselo al servicio. El error es suyo, no de usted.
error-request-invalid = El servicio envió algo que no podemos usar
    .body = La petición de identificación del servicio contiene un error. No es culpa suya.
    .advice = Vuelva al servicio e inténtelo de nuevo. Si ocurre otra vez, dígaselo al servicio.
error-logout-expired = Esta pregunta es demasiado antigua
    .body = Una petición de cierre de sesión debe responderse en diez minutos. No se ha cerrado su sesión.
    .advice = Abra «Su sesión aquí» al final de esta página para cerrar la sesión.
error-logout-hint = No se ha cerrado su sesión: la prueba de su identificación que dio el servicio no es válida
    .body = El servicio envió un token de identidad (id_token_hint) que no es de los que le dimos. No es culpa suya.
    .advice = Abra «Su sesión aquí» al final de esta página para cerrar la sesión. Dígaselo al servicio si ocurre otra vez.
error-logout-invalid = No se ha cerrado su sesión: el servicio envió algo que no podemos usar
    .body = La petición de cierre de sesión contiene un error o viene de un servicio que no conocemos. No es culpa suya.
    .advice = Abra «Su sesión aquí» al final de esta página para cerrar la sesión. Dígaselo al servicio si ocurre otra vez.
error-logout-return = No se ha cerrado su sesión: el servicio dio una dirección de retorno errónea
    .body = La dirección de retorno tras el cierre de sesión (post_logout_redirect_uri) no está registrada para el servicio, carácter por carácter. No es culpa suya.
    .advice = Abra «Su sesión aquí» al final de esta página para cerrar la sesión. Dígaselo al servicio si ocurre otra vez.
error-too-many-attempts = Esta identificación se ha intentado demasiadas veces
    .body = Se le ha enviado tres veces en esta identificación sin que llegara respuesta.
    .advice = Vuelva al servicio y empiece de nuevo.
error-busy = Demasiadas personas se están identificando ahora
    .body = Por un momento no admitimos nuevas identificaciones. No es culpa suya, y a nadie que ya haya empezado le afecta.
    .advice = Espere un poco, vuelva al servicio e inténtelo de nuevo.
error-not-found = Esta página no existe
    .body = La dirección es errónea o antigua.
    .advice = Vaya al servicio que quiere usar e identifíquese desde allí.
error-internal = Algo ha fallado por nuestra parte
    .body = No es culpa suya. No se ha enviado nada al servicio.
    .advice = Vuelva a intentarlo en un momento. Si ocurre de nuevo, indíquenos la referencia que aparece abajo.
error-unavailable = Ahora no podemos identificar a nadie
    .body = El servicio de identificación se está reiniciando o tiene una avería. No es culpa suya.
    .advice = Vuelva a intentarlo en unos minutos.
