### Portuguese. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = o serviço
skip-to-content = Ir para o conteúdo
language-switch = Língua
footer-help = Ajuda
footer-privacy = Política de privacidade
footer-accessibility = Declaração de acessibilidade
footer-get-eid = Como obter uma identidade eletrónica
banner-demo = Europa de demonstração: tudo aqui é simulado e todas as pessoas são inventadas.
banner-test = Ambiente de teste: não use aqui uma identidade eletrónica verdadeira.
footer-unread = Ninguém que fale esta língua desde a infância leu ainda esta tradução. Diga-nos o que deve ser melhorado.
steps-label = Os passos do seu acesso
step-country = Escolher um país
step-home = Entrar no seu país
step-back = Voltar ao serviço
time-left-title = Precisa de mais tempo?
time-left-body = O seu acesso aqui termina dentro de cerca de dois minutos. Pode ter mais tempo sem perder nada.
time-left-more = Dar-me mais tempo
time-left-last = O seu acesso aqui termina dentro de cerca de dois minutos e já não pode ser prolongado. Conclua-o agora, ou volte ao serviço e comece de novo.
eu-institutions = Instituições da UE
logging-in-to = Está a entrar em: { $service }
service-of = Um serviço de: { $organisation }
next = Seguinte
cancel = Cancelar
cancel-back-to = Cancelar e voltar a: { $service }

## The page where one chooses how to log in.

chooser-title = Como quer entrar?
chooser-legend = Escolha a sua identidade eletrónica
chooser-eidas = Identidade eletrónica europeia
chooser-eidas-hint = Use a identidade eletrónica do seu país de origem na UE ou no EEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Escolha o país da sua identidade eletrónica
country-intro = Entra com a identidade eletrónica que usa no seu país. Passa para o seu próprio país e depois volta aqui.
country-level = { $service } pede uma identidade eletrónica de nível «{ $level }» ou superior.
country-level-highest = { $service } pede uma identidade eletrónica de nível «{ $level }», que é o mais alto.
country-eids = Pode usar: { $eids }
country-more = O serviço pede também estes dados sobre si. São enviados apenas se o seu país os tiver, e pode entrar sem eles.
country-companies = Este serviço é para empresas e outras organizações. No seu país entra em nome de uma delas: são enviados o nome e o identificador da organização.
country-companies-acting = São também enviados o seu nome, a sua data de nascimento e o seu identificador, se agir em nome dela.
country-companies-alone = Aqui só serve uma identidade eletrónica da própria organização: com a sua não pode agir em nome dela.
country-companies-more = O serviço pede também estes dados sobre a organização. São enviados apenas se o seu país os tiver, e pode entrar sem eles.
country-legend = Países que pode escolher
country-search = Procurar um país
country-search-button = Procurar
country-show-all = Mostrar todos os países
country-none = Nenhum país corresponde a «{ $query }».
country-count = { $count ->
    [one] Um país
   *[other] { $count } países
}
country-choose-first = Escolha um país antes de continuar.
country-not-possible = Esse país não pode ser usado agora para este acesso. Escolha outro.
country-unavailable-legend = Países que não podem ser usados agora
country-suggested = Sugestões para si
country-last-time = Escolhido da última vez neste dispositivo
country-forget = Esquecer a minha escolha
country-by-service = Sugerido pelo serviço
country-by-language = Sugerido de acordo com a língua do seu navegador
country-not-connected = Este país ainda não pode ser escolhido aqui: { $country }.
country-failing = Muitos acessos a partir deste país estão a falhar neste momento
country-missing-title = O meu país não está aqui
country-missing-body = Pode escolher países com uma identidade eletrónica reconhecida que estejam ligados a nós. O seu pode ser ligado mais tarde. Se tiver uma identidade eletrónica de outro país, pode usá-la. Caso contrário, volte atrás e pergunte ao serviço por outra forma.
reason-level = Não tem identidade eletrónica do nível pedido
reason-service-unknown = O serviço não está registado neste país
reason-incomplete = Este país não partilha os dados necessários para iniciar sessão
reason-unavailable = Não conseguimos contactar este país
reason-starting = Está a ser ligado; tente de novo dentro de momentos
reason-suspended = Fechado temporariamente
since = desde { $time }
level-low = reduzido
level-substantial = substancial
level-high = elevado

## The page that leads to the other country.

send-title = Vai passar para: { $country }
send-body = Aí entra com a sua própria identidade eletrónica. Depois volta aqui automaticamente.
send-button = Continuar: { $country }
send-time-limit = { $minutes ->
    [one] Tem cerca de um minuto para entrar.
   *[other] Tem cerca de { $minutes } minutos para entrar.
}
send-again-title = Voltou sem entrar? ({ $country })
send-again-body = Já passou por lá uma vez. Pode tentar de novo ou escolher outro país.
send-choose-another = Escolher outro país

## The page that leads back to the service.

continue-title = Entrou
continue-body = Vai voltar para: { $service }.
continue-button = Continuar para: { $service }
wait-title = Um momento
wait-body = O seu acesso ainda está a ser verificado. Carregue no botão daqui a um momento.
wait-button = Ver de novo

## Too many log in at once, and a place in the queue is kept.

queue-title = Está na fila
queue-body = Há muitas pessoas a entrar neste momento. Mantém o seu lugar enquanto esta página estiver aberta, e ela continua sozinha quando for a sua vez.
queue-press = Há muitas pessoas a entrar neste momento. Mantém o seu lugar. Carregue no botão quando for a sua vez.
queue-minutes = { $minutes ->
    [one] Vai demorar cerca de um minuto.
   *[other] Vai demorar cerca de { $minutes } minutos.
}

## Whom one can ask when something did not work.

contact-title = A quem pode perguntar
contact-country = Apoio a identidades eletrónicas { $in_country }
contact-eid = Apoio: { $eid }
contact-service = Apoio: { $service }
contact-ours = Apoio deste serviço de acesso
contact-phone = Telefone
contact-email = Correio eletrónico
contact-web = Página web
contact-hours = Horário
contact-languages = Línguas

## The front page, for whom came here by chance.

front-title = Entrar além-fronteiras na Europa
front-body = Este é um serviço de acesso. Chega-se aqui a partir de um serviço público que se quer usar, não diretamente. Vá ao serviço e escolha entrar a partir daí.
front-developers = Para quem liga um serviço ou um país

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] na Áustria
    [BE] na Bélgica
    [BG] na Bulgária
    [CY] em Chipre
    [CZ] na Chéquia
    [DE] na Alemanha
    [DK] na Dinamarca
    [EE] na Estónia
    [EL] na Grécia
    [ES] em Espanha
    [EU] nas instituições da UE
    [FI] na Finlândia
    [FR] em França
    [HR] na Croácia
    [HU] na Hungria
    [IE] na Irlanda
    [IS] na Islândia
    [IT] em Itália
    [LI] no Listenstaine
    [LT] na Lituânia
    [LU] no Luxemburgo
    [LV] na Letónia
    [MT] em Malta
    [NL] nos Países Baixos
    [NO] na Noruega
    [PL] na Polónia
    [PT] em Portugal
    [RO] na Roménia
    [SE] na Suécia
    [SI] na Eslovénia
    [SK] na Eslováquia
   *[other] em { $country }
}

## The page that shows what would be sent to another country.

consent-title = Enviar os seus dados para o serviço de acesso { $in_country }?
consent-body = { $service } pergunta quem é. Se concordar, estes dados são enviados para o serviço de acesso { $in_country }, que os transmite a { $service }. Ainda não foi enviado nada.
consent-unnotified = Só em teste: { $eid } não está aprovado para uso noutros países.
consent-caption = O que seria enviado
consent-level = Nível de garantia
consent-level-value = { $level }, com { $eid }
consent-level-why = Para que o serviço saiba com que segurança entrou.
consent-unsent-title = O que não é enviado
consent-unsent-number = O seu número nacional de identificação. É enviado um identificador feito apenas para este país: { $country }.
consent-unsent-asked = O que o serviço também pediu:
consent-unsent-rest = Tudo o resto sobre si, por exemplo o que faz noutros lugares.
consent-once = A sua resposta vale apenas para este acesso.
consent-if-declined = Se disser que não, volta ao serviço, que não recebe nada sobre si.
consent-approve = Enviar e entrar
consent-not-me = Não sou eu
consent-not-me-hint = São os dados de outra pessoa? Escolha «Não sou eu». Nada é enviado e pode entrar com a sua própria identidade eletrónica.
consent-decline = Não enviar
consent-changed = Os dados mudaram desde que os viu. Leia-os de novo, por favor.
consent-remember = { $days ->
    [one] Não voltar a perguntar-me durante um dia neste navegador, quando { $service } pedir os mesmos dados.
   *[other] Não voltar a perguntar-me durante { $days } dias neste navegador, quando { $service } pedir os mesmos dados.
}
consent-remember-hint = Mesmo assim entra sempre com a sua identidade eletrónica. Se algo mudar, voltamos a perguntar. Não assinale isto num computador que outros usem.
consent-remembered = Este navegador lembra-se de serviços com que já concordou.
consent-forget = Perguntar-me sempre
consent-identifier = Identificador
consent-identifier-why = Para que o serviço saiba, da próxima vez, que é a mesma pessoa.
consent-family-name = Apelido
consent-given-name = Nome próprio
consent-name-why = Para que o serviço possa dirigir-se a si e encontrar o seu processo.
consent-birthdate = Data de nascimento
consent-birthdate-why = Para que o serviço não troque os seus dados com os de outra pessoa do mesmo nome.
consent-birth-name = Nome de nascimento
consent-birthplace = Local de nascimento
consent-birth-country = País de nascimento
consent-birth-town = Localidade de nascimento
consent-address = Morada
consent-gender = Sexo
consent-phone = Número de telefone
consent-email = Endereço de correio eletrónico
consent-nationality = Nacionalidade
consent-residence = País de residência
consent-e-justice-role = Função no e-Justice
consent-legal-name = Nome da empresa ou organização
consent-legal-identifier = Identificador da empresa ou organização
consent-vat = Número de IVA
consent-tax = Número de identificação fiscal
consent-eu-identifier = Identificador europeu da sociedade (EUID)
consent-lei = Identificador de entidade jurídica (LEI)
consent-eori = Número aduaneiro (EORI)
consent-excise = Número de impostos especiais (SEED)
consent-sic = Código de atividade (SIC)
consent-asked-why = O serviço pediu-o.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Entrar num serviço { $in_country }
national-abroad-body = { $service } { $in_country } pergunta quem é. Entra com uma identidade eletrónica norueguesa. Antes de se enviar alguma coisa, vê o que é e pode dizer que não.
national-some-service = Um serviço
national-nameless = o serviço { $in_country }
national-level = É necessária uma identidade eletrónica de nível «{ $level }» ou superior.
national-level-highest = É necessária uma identidade eletrónica de nível «{ $level }», que é o mais alto.
national-nobody = Nenhuma identidade eletrónica pode ser usada agora para este acesso.
national-greyed-legend = Identidades eletrónicas que não podem ser usadas agora
national-why-planned = Ainda não aprovada para uso noutros países
national-why-pre-notified = A aprovação para uso noutros países está em curso
national-why-level = Não atinge o nível necessário
national-why-no-terms = Sem acordo sobre o uso por empresas privadas { $in_country }
national-why-suspended = Fechada temporariamente
national-why-unavailable = Não responde agora
national-unnotified = Só em teste: não aprovada para uso noutros países
national-choose-first = Escolha uma identidade eletrónica antes de continuar.
national-not-possible = Esta identidade eletrónica não pode ser usada agora para este acesso. Escolha outra.
national-just-failed = { $eid } não responde agora. Escolha outra identidade eletrónica ou tente de novo dentro de momentos.
national-step-up = Entrou, mas com um nível inferior ao que { $service } pede. Entre de novo com uma identidade eletrónica mais forte.
national-persons-title = Escolha uma pessoa de teste
national-persons-warning = Só em teste: qualquer um pode entrar como qualquer uma destas pessoas. Nenhuma existe.
national-persons-legend = Quem quer ser?
national-persons-choose-first = Escolha uma pessoa de teste antes de continuar.
national-persons-another = Entrar de outra forma
national-try-again = Tentar de novo com { $eid }
national-another = Escolher outra identidade eletrónica
national-cancelled = O acesso com { $eid } foi interrompido
    .body = Cancelou, ou { $eid } não confirmou quem é. Não foi enviado nada a { $service }.
    .advice = Pode tentar de novo, escolher outra identidade eletrónica ou voltar ao serviço.
national-failed = O acesso não foi possível: { $eid }
    .body = O acesso em { $eid } terminou com um erro. A culpa não é sua nem de { $service }.
    .advice = Tente de novo ou escolha outra identidade eletrónica.
national-level-too-low = Precisa de uma identidade eletrónica mais forte
    .body = O acesso com { $eid } não atinge o nível de garantia que { $service } pede.
    .advice = Escolha uma identidade eletrónica mais forte.
national-answer-invalid = Não pudemos usar a resposta de { $eid }
    .body = A resposta não passou nas nossas verificações de segurança, por isso não entrou. A culpa não é sua.
    .advice = Tente de novo. Se voltar a acontecer, indique-nos a referência abaixo.
national-answer-late = Tem de entrar de novo em { $eid }
    .body = Este acesso tem de ser feito agora; um anterior não pode ser usado. { $eid } respondeu com um mais antigo.
    .advice = Tente de novo e volte a identificar-se quando lhe for pedido.
national-incomplete = { $eid } não enviou tudo o que é necessário
    .body = Alguns dos seus dados básicos (nome, data de nascimento, número nacional) faltavam ou estavam errados na resposta, por isso não pode entrar.
    .advice = Escolha outra identidade eletrónica ou pergunte ao apoio da que usou.
national-not-notified = A identidade eletrónica que usou ainda não pode ser usada noutros países
    .body = Entrou em { $eid }, mas com uma identidade eletrónica não aprovada para uso noutros países. Não foi enviado nada a { $service }.
    .advice = Tente de novo e escolha aí uma que esteja aprovada.
national-suspended = { $eid } está fechado temporariamente
    .body = O acesso com { $eid } foi fechado por segurança ou manutenção.
    .advice = Escolha outra identidade eletrónica ou tente mais tarde.
national-unavailable = { $eid } não responde agora
    .body = Não conseguimos contactar { $eid }. A culpa não é sua nem de { $service }.
    .advice = Escolha outra identidade eletrónica ou tente de novo dentro de alguns minutos.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Carteira digital
wallet-description = A prova de identidade na sua carteira europeia
wallet-title = Entrar com uma carteira digital
wallet-body = À sua carteira são pedidos nomes, data de nascimento, país e número nacional de identificação, para que { $service } saiba quem é. Vê o mesmo na carteira, e é aí que decide.
wallet-privacy = Transmitimos estes dados a { $service } e não os guardamos.
wallet-here-title = A carteira está neste dispositivo
wallet-open = Abrir a carteira
wallet-open-other = Abrir outra carteira
wallet-here-hint = { $minutes ->
    [one] A ligação funciona durante um minuto. Depois volta aqui automaticamente.
   *[other] A ligação funciona durante { $minutes } minutos. Depois volta aqui automaticamente.
}
wallet-elsewhere-title = A carteira está noutro dispositivo
wallet-scan = Leia o código com a carteira. Leia apenas um código de uma página que tenha aberto.
wallet-scan-hint = { $minutes ->
    [one] O código funciona durante um minuto. Pode obter um novo em qualquer altura.
   *[other] O código funciona durante { $minutes } minutos. Pode obter um novo em qualquer altura.
}
wallet-qr-alternative = Código QR que abre a carteira noutro dispositivo. A mesma ligação está abaixo como texto.
wallet-copy = Não consegue ler o código?
wallet-copy-label = Copie a ligação e abra-a no dispositivo onde está a carteira:
wallet-approved = Já aprovei, continuar
wallet-new-code = Obter nova ligação e novo código
wallet-another = Escolher outra forma de entrar
wallet-not-yet = Ainda não chegou resposta da carteira. Aprove primeiro na carteira.
wallet-refused = A resposta na carteira foi não. Não foi enviado nada. Pode tentar de novo com um novo código ou escolher outra forma.
wallet-failed = A carteira não conseguiu responder ao pedido. Não foi enviado nada. Pode tentar de novo com um novo código ou escolher outra forma.
wallet-expired = A ligação e o código já não funcionam. Obtenha novos para continuar.
wallet-code-expired = O código já não funciona. Obtenha um novo se a carteira estiver noutro dispositivo.
wallet-in-another-browser = A carteira respondeu e abriu outro separador ou navegador. Continue aí ou comece de novo aqui.
wallet-browser-title = Deixar o navegador encontrar a carteira
wallet-browser-ask = Encontrar a carteira
wallet-browser-hint = O seu navegador mostra as carteiras neste dispositivo ou liga-se ao seu telemóvel. É lá que decide o que é mostrado.
wallet-browser-none = Nenhuma carteira respondeu. Tente de novo ou use uma das outras formas nesta página.
wallet-card-expired = O documento mostrado expirou. Mostre outro ou escolha outra forma de iniciar sessão.
wallet-card-revoked = O documento mostrado foi revogado ou suspenso pelo emissor. Mostre outro ou escolha outra forma de iniciar sessão.
wallet-not-taken = O que a carteira mostrou não pôde ser usado. Tente de novo ou escolha outra forma de iniciar sessão.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Encontrámos o seu registo
matched-body = Consta aqui como { $name }, com um número que termina em { $end }. Pode usar { $service }, que recebe o seu número.
matched-body-alone = Consta aqui como { $name }, com um número que termina em { $end }. Pode usar { $service }, que não recebe o seu número.
matched-keep = Quer que da próxima vez saibamos quem é?
matched-keep-hint = Se quiser, guardamos qual é o seu número. Está cifrado e só a sua própria identidade eletrónica o abre. Assim, o registo não volta a ser consultado quando entrar.
matched-keep-until = Sim, até { $date }
matched-keep-not = Não, não guardar
matched-none-title = Não encontrámos os seus dados entre as pessoas registadas aqui
matched-none-body = Provou que é { $name }. O que a sua identidade eletrónica diz de si não pôde ser associado a uma única pessoa do registo.
matched-used = O que foi comparado
matched-differs = É diferente no registo
matched-ways = O que pode fazer
matched-link-title = Tem uma identidade eletrónica norueguesa?
matched-link-body = Entre uma vez com ela e saberemos qual é o seu número. Não precisa de voltar a entrar { $in_country }. Faça o mesmo se tiver uma identidade eletrónica nova desde a última vez.
matched-link = Associar com { $eid }
matched-update = Se algum dado seu estiver errado ou desatualizado no registo, peça a correção e volte a entrar depois.
matched-without = Continuar mesmo assim
matched-as-new = Continuar como novo utilizador
matched-without-hint = Se { $service } já tem os seus dados, não saberá que é a mesma pessoa.
matched-not-linked = Nada foi associado: o seu nome ou a sua data de nascimento não é igual nas duas identidades eletrónicas.
matched-not-proven = A autenticação com a identidade eletrónica norueguesa não foi concluída. Nada foi associado.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Os meus acessos
own-receipt = Recibos dos seus acessos: o que foi enviado sobre si, a quem e porquê
own-title = Os meus acessos
own-intro = Aqui vê os seus próprios acessos dos últimos 90 dias e o que foi enviado sobre si. Só a sua própria identidade eletrónica os abre.
own-start = Entrar e vê-los
own-list = O que foi enviado
own-none = Não há acessos para mostrar.
own-when = Quando
own-to = Para
own-with = Com
own-why = Porquê
own-why-login = Entrou neste serviço.
own-one = Mostrar só este recibo, para imprimir
own-all = Mostrar todos os meus acessos
own-kept = O que pode terminar
own-kept-match = O seu número que termina em { $end } é guardado até { $date }.
own-kept-from = { $country }: o seu número é guardado para uma identidade eletrónica desse país até { $date }.
own-end-match = Deixar de guardar
own-export = Guardar como ficheiro (JSON)
own-code-title = Ajuda do apoio
own-code-body = Obtenha um código e leia-o ao apoio. Com ele podem ver esta lista durante 15 minutos, e nada mais sobre si.
own-code-get = Obter um código
own-code = O seu código: { $code }. É válido até { $time }.
own-leave = Fechar os meus acessos
own-about = O que guardamos
own-about-passed = O que a sua identidade eletrónica diz de si segue para o serviço em que entra. Não o temos mais tempo do que dura o acesso.
own-about-yours = Pode terminar o seguinte: a sua sessão aqui, os consentimentos que o seu navegador recorda e um número que nos deixou guardar. A lista dos seus acessos apaga-se sozinha após 90 dias. Tudo está cifrado e só a sua identidade eletrónica ou o seu navegador o abre.
own-about-law = A lei obriga-nos a manter um registo de acessos, sem o seu nome nem número.
own-about-journal = Se os seus dados foram comparados com um registo, guarda-se também o que foi comparado, cifrado, durante 6 a 12 meses.
own-about-ask = Quer apagar alguma coisa ou saber o que temos sobre si? Pergunte aqui.

## The page of one’s own login here, and logging out.

session-link = O seu acesso aqui
session-title = Tem um acesso ativo aqui
session-by = { $minutes ->
    [one] Entrou com { $eid } há um minuto. Os serviços que usam este acesso deixam entrar sem voltar a perguntar, neste navegador, até terminar.
   *[other] Entrou com { $eid } há { $minutes } minutos. Os serviços que usam este acesso deixam entrar sem voltar a perguntar, neste navegador, até terminar.
}
session-services = Usou-o para:
session-logout = Sair
session-logout-hint = Saia se outras pessoas também usarem este computador.
session-nobody-title = Não tem um acesso ativo aqui
session-nobody-body = Nenhum serviço deixa entrar alguém neste navegador sem novo acesso. Pode ainda ter um acesso ativo num serviço que usou antes: saia a partir daí.
session-asks-title = Quer sair?
session-asks-body = { $service } pede para terminar o seu acesso aqui.
session-asks-body-nameless = Uma página pede para terminar o seu acesso aqui.
session-stay = Manter o acesso
session-out-title = Saiu
session-out-body = O seu acesso terminou. Já ninguém entra com ele num serviço neste navegador.
session-was-not = Antes também não tinha um acesso ativo aqui.
session-closed = Estes serviços foram avisados:
session-open = Pode ainda ter um acesso ativo nestes serviços:
session-open-hint = Saia também daí ou feche o navegador.
session-back = Continuar para: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Tentar de novo: { $country }
error-other-country = Escolher outro país
error-back = Voltar a: { $service }
error-look = Tentar de novo
error-help = Obter ajuda
error-reference = Referência
error-reference-hint = Indique esta referência se contactar o apoio. Não diz nada sobre si.
error-cancelled = Interrompeu o acesso { $in_country }
    .body = Não foi enviado nada a { $service }.
    .advice = Pode voltar ao serviço, tentar de novo ou escolher outro país.
error-not-confirmed = A sua identidade não foi confirmada ({ $country })
    .body = Talvez um código estivesse errado, a sua identidade eletrónica esteja bloqueada ou caducada, ou tenha interrompido aí. Não foi enviado nada a { $service }.
    .advice = Tente de novo. Se a sua identidade eletrónica estiver bloqueada, só o apoio dela a pode desbloquear.
error-peer-failed = O acesso não foi possível ({ $country })
    .body = O acesso { $in_country } terminou com um erro. A culpa não é sua nem de { $service }.
    .advice = Tente de novo. Se voltar a acontecer, o apoio da sua identidade eletrónica sabe mais.
error-level-too-low = É necessária uma identidade eletrónica mais forte
    .body = A identidade eletrónica que usou não atinge o nível de garantia que { $service } pede.
    .advice = Tente de novo com uma identidade eletrónica mais forte, se o seu país a tiver.
error-answer-invalid = Não pudemos usar a resposta ({ $country })
    .body = A resposta não passou nas nossas verificações de segurança, por isso não entrou. A culpa não é sua.
    .advice = Tente de novo. Se voltar a acontecer, indique-nos a referência abaixo.
error-answer-late = A resposta chegou tarde demais
    .body = Para sua segurança, uma resposta de outro país só é válida durante alguns minutos.
    .advice = Tente de novo; não precisa de voltar a escolher o país.
error-answer-used = Este acesso já foi usado
    .body = A mesma resposta só pode ser usada uma vez. Talvez tenha recarregado uma página antiga.
    .advice = Volte ao serviço. Se não entrou aí, comece de novo.
error-incomplete = Não foi enviado tudo o que é necessário ({ $country })
    .body = Alguns dos seus dados básicos (nome, data de nascimento, identificador) faltavam na resposta, por isso não pode entrar.
    .advice = O apoio da sua identidade eletrónica sabe que dados ela envia. Pode tentar de novo ou escolher outro país.
error-representation = Aqui só pode entrar em seu próprio nome
    .body = O serviço de acesso { $in_country } indicou que age em nome de outra pessoa. { $service } não pode aceitar isso.
    .advice = Tente de novo e entre em seu próprio nome.
error-another-level = É necessária outra identidade eletrónica
    .body = { $service } só aceita certos níveis de garantia, e o seu acesso tinha outro. Não foi enviado nada sobre si.
    .advice = Entre com outra identidade eletrónica ou volte ao serviço.
error-another-person = Não é a pessoa que o serviço esperava
    .body = { $service } perguntou pela pessoa que o usou antes, e entrou outra. Não foi enviado nada sobre si.
    .advice = Tente com a identidade eletrónica dessa pessoa, se for a sua, ou volte ao serviço e comece aí de novo.
error-country-unavailable = Não conseguimos contactar este país agora: { $country }
    .body = De momento não temos uma ligação válida com o serviço de acesso { $in_country }. A culpa não é sua.
    .advice = Tente mais tarde ou escolha outro país, se aí tiver uma identidade eletrónica.
error-country-suspended = O acesso { $in_country } está fechado temporariamente
    .body = O acesso { $in_country } foi fechado por segurança ou manutenção.
    .advice = Tente mais tarde ou volte ao serviço.
error-abroad-suspended = O acesso a serviços { $in_country } está fechado temporariamente
    .body = Foi fechado por segurança ou manutenção. Não foi enviado nada sobre si.
    .advice = Tente mais tarde ou pergunte ao serviço por outra forma de entrar.
error-abroad-unavailable = Agora não é possível voltar ({ $country })
    .body = De momento não temos uma ligação válida com o serviço de acesso { $in_country }. A culpa não é sua. Não foi enviado nada sobre si.
    .advice = Volte ao serviço dentro de alguns minutos e comece a partir daí.
error-cookie-missing = Não reconhecemos este navegador
    .body = Um acesso tem de terminar no mesmo navegador em que começou, e os cookies têm de ser permitidos. É uma proteção contra outros que tentem usar o seu acesso.
    .advice = Permita os cookies deste sítio, volte ao serviço e comece aí de novo.
error-too-many-logins = Há demasiados acessos abertos ao mesmo tempo
    .body = Este navegador começou tantos acessos que o mais antigo teve de ser fechado. Este era um deles.
    .advice = Volte ao serviço e comece de novo.
error-flow-expired = O acesso demorou demasiado
    .body = Para sua segurança, um acesso tem de terminar em { $minutes } minutos.
    .advice = Volte ao serviço e comece de novo.
error-flow-unknown = Este acesso já não existe
    .body = Talvez tenha aberto um marcador ou uma página antiga. Um acesso só pode começar no serviço que quer usar.
    .advice = Vá ao serviço e entre a partir daí.
error-flow-finished = Este acesso já terminou
    .body = Já passou para { $service }.
    .advice = Continue no serviço. Se não entrou aí, comece de novo.
error-foreign-request-invalid = O serviço de acesso do outro país enviou algo que não podemos usar
    .body = O pedido não passou nas nossas verificações de segurança, por isso não lhe pedimos que entrasse. A culpa não é sua.
    .advice = Volte ao serviço de onde veio e tente de novo. Se voltar a acontecer, avise esse serviço.
error-foreign-request-late = O pedido do outro país é demasiado antigo
    .body = Para sua segurança, um pedido de acesso só é válido durante alguns minutos. Talvez tenha aberto uma página antiga.
    .advice = Volte ao serviço de onde veio e comece de novo.
error-foreign-request-used = Este acesso já foi iniciado uma vez
    .body = O mesmo pedido só pode ser usado uma vez. Talvez tenha recarregado uma página antiga.
    .advice = Volte ao serviço de onde veio e comece de novo.
error-nothing-to-send = Não pode entrar ({ $country })
    .body = Provou quem é, mas falta algo que é obrigatório { $in_country }: nome próprio, apelido, data de nascimento ou um nível de garantia aprovado. Não foi enviado nada sobre si.
    .advice = Pode voltar ao serviço, que fica a saber que o acesso não foi conseguido.
error-not-abroad = As identidades eletrónicas nacionais não estão abertas a outros países
    .body = Ainda nenhuma identidade eletrónica nacional foi notificada aqui aos outros países europeus, ou todas estão fechadas. Por isso não há nada a publicar neste endereço.
    .advice = Use outra forma de entrar que o serviço ofereça.
error-not-for-people = Não há nada para ver aqui
    .body = Este endereço recebe mensagens entre os serviços de acesso de países europeus.
    .advice = Vá ao serviço que quer usar e entre a partir daí.
error-client-unknown = Não conhecemos o serviço de onde veio
    .body = O serviço não está registado aqui ou indicou um endereço de retorno errado. Por isso o regresso não pode ser automático.
    .advice = Avise o serviço. O erro é dele, não seu.
error-request-invalid = O serviço enviou algo que não podemos usar
    .body = O pedido de acesso do serviço contém um erro. A culpa não é sua.
    .advice = Volte ao serviço e tente de novo. Se voltar a acontecer, avise o serviço.
error-logout-expired = Esta pergunta é demasiado antiga
    .body = Um pedido de saída tem de ser respondido em dez minutos. Não saiu.
    .advice = Abra «O seu acesso aqui» no fundo desta página para sair.
error-logout-hint = Não saiu: a prova do seu acesso dada pelo serviço não é válida
    .body = O serviço enviou um token de identidade (id_token_hint) que não é um dos nossos para ele. A culpa não é sua.
    .advice = Abra «O seu acesso aqui» no fundo desta página para sair. Avise o serviço se voltar a acontecer.
error-logout-invalid = Não saiu: o serviço enviou algo que não podemos usar
    .body = O pedido de saída contém um erro ou vem de um serviço que não conhecemos. A culpa não é sua.
    .advice = Abra «O seu acesso aqui» no fundo desta página para sair. Avise o serviço se voltar a acontecer.
error-logout-return = Não saiu: o serviço indicou um endereço de retorno errado
    .body = O endereço de retorno após a saída (post_logout_redirect_uri) não está registado para o serviço, caráter a caráter. A culpa não é sua.
    .advice = Abra «O seu acesso aqui» no fundo desta página para sair. Avise o serviço se voltar a acontecer.
error-too-many-attempts = Este acesso foi tentado demasiadas vezes
    .body = Neste acesso passou três vezes para outro serviço sem que chegasse resposta.
    .advice = Volte ao serviço e comece de novo.
error-busy = Há demasiadas pessoas a entrar agora
    .body = Por um momento não aceitamos novos acessos. A culpa não é sua, e quem já começou não é afetado.
    .advice = Espere um pouco, volte ao serviço e tente de novo.
error-not-found = Esta página não existe
    .body = O endereço está errado ou é antigo.
    .advice = Vá ao serviço que quer usar e entre a partir daí.
error-internal = Algo correu mal do nosso lado
    .body = A culpa não é sua. Não foi enviado nada ao serviço.
    .advice = Tente de novo dentro de momentos. Se voltar a acontecer, indique-nos a referência abaixo.
error-unavailable = Ninguém pode entrar agora
    .body = O serviço de acesso está a reiniciar ou tem uma avaria. A culpa não é sua.
    .advice = Tente de novo dentro de alguns minutos.
