### Italian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = il servizio
skip-to-content = Vai al contenuto
language-switch = Lingua
footer-help = Aiuto
footer-privacy = Informativa sulla privacy
footer-accessibility = Dichiarazione di accessibilità
footer-get-eid = Come ottenere un’identità digitale
banner-demo = Europa dimostrativa: qui tutto è simulato e tutte le persone sono inventate.
banner-test = Ambiente di prova: non usi qui una vera identità digitale.
footer-unread = Nessuna persona madrelingua ha ancora letto questa traduzione. Ci dica che cosa va migliorato.
steps-label = I passi del Suo accesso
step-country = Scegliere il Paese
step-home = Accedere nel proprio Paese
step-back = Tornare al servizio
time-left-title = Le serve più tempo?
time-left-body = Il Suo accesso qui termina tra circa due minuti. Può avere più tempo senza perdere nulla.
time-left-more = Vorrei più tempo
time-left-last = Il Suo accesso qui termina tra circa due minuti e non può più essere prolungato. Lo concluda ora, oppure torni al servizio e ricominci.
eu-institutions = Istituzioni dell’UE
logging-in-to = Sta accedendo a: { $service }
service-of = Un servizio di { $organisation }
next = Avanti
cancel = Annulla
cancel-back-to = Annulla e torna a: { $service }

## The page where one chooses how to log in.

chooser-title = Come vuole accedere?
chooser-legend = Scelga la Sua identità digitale
chooser-eidas = Identità digitale europea
chooser-eidas-hint = Usi l’identità digitale del Suo Paese di origine nell’UE o nel SEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Scelga il Paese della Sua identità digitale
country-intro = Accede con l’identità digitale che usa nel Suo Paese. La inviamo al Suo Paese e poi torna qui.
country-level = { $service } richiede un’identità digitale di livello «{ $level }» o superiore.
country-level-highest = { $service } richiede un’identità digitale di livello «{ $level }», il più alto.
country-eids = Può usare: { $eids }
country-more = Il servizio chiede anche questi dati su di Lei. Vengono inviati solo se il Suo Paese li possiede, e può accedere anche senza.
country-companies = Questo servizio è per imprese e altre organizzazioni. Nel Suo Paese accede per conto di una di esse: ne vengono inviati il nome e l’identificativo.
country-companies-acting = Vengono inviati anche il Suo nome, la Sua data di nascita e il Suo identificativo, se agisce per conto di essa.
country-companies-alone = Qui vale solo un’identità digitale dell’organizzazione stessa: con la Sua non può agire per conto di essa.
country-companies-more = Il servizio chiede anche questi dati sull’organizzazione. Vengono inviati solo se il Suo Paese li possiede, e può accedere anche senza.
country-legend = Paesi che può scegliere
country-search = Cerchi un Paese
country-search-button = Cerca
country-show-all = Mostra tutti i Paesi
country-none = Nessun Paese corrisponde a «{ $query }».
country-count = { $count ->
    [one] Un Paese
   *[other] { $count } Paesi
}
country-choose-first = Scelga un Paese prima di continuare.
country-not-possible = Questo Paese ora non può essere usato per questo accesso. Ne scelga un altro.
country-unavailable-legend = Paesi che ora non possono essere usati
country-suggested = Suggeriti per Lei
country-last-time = Scelto l’ultima volta su questo dispositivo
country-forget = Dimentica la mia scelta
country-by-service = Suggerito dal servizio
country-by-language = Suggerito in base alla lingua del Suo browser
country-not-connected = Questo Paese non può ancora essere scelto qui: { $country }.
country-failing = Molti accessi da questo Paese non riescono in questo momento
country-missing-title = Il mio Paese non è qui
country-missing-body = Può scegliere i Paesi che hanno un’identità digitale riconosciuta e che sono collegati a noi. Il Suo potrà essere collegato in seguito. Se ha un’identità digitale di un altro Paese, può usarla. Altrimenti torni indietro e chieda al servizio un’altra via.
reason-level = Non ha un’identità digitale del livello richiesto
reason-service-unknown = Il servizio non è registrato presso questo Paese
reason-incomplete = Questo Paese non trasmette i dati necessari per l’accesso
reason-unavailable = Non riusciamo a raggiungere questo Paese
reason-starting = Collegamento in corso; riprovi tra un momento
reason-suspended = Chiuso temporaneamente
since = dal { $time }
level-low = basso
level-substantial = significativo
level-high = elevato

## The page that leads to the other country.

send-title = La inviamo a: { $country }
send-body = Lì accede con la Sua identità digitale. Poi torna qui automaticamente.
send-button = Continua: { $country }
send-time-limit = { $minutes ->
    [one] Ha circa un minuto per accedere.
   *[other] Ha circa { $minutes } minuti per accedere.
}
send-again-title = Non ha effettuato l’accesso { $in_country }?
send-again-body = L’abbiamo già inviata lì una volta. Può riprovare o scegliere un altro Paese.
send-choose-another = Scegli un altro Paese

## The page that leads back to the service.

continue-title = Accesso effettuato
continue-body = La riportiamo a: { $service }.
continue-button = Continua verso: { $service }
wait-title = Un momento
wait-body = Il Suo accesso è ancora in fase di controllo. Prema il pulsante tra un momento.
wait-button = Controlla di nuovo

## Too many log in at once, and a place in the queue is kept.

queue-title = È in coda
queue-body = Molte persone stanno accedendo in questo momento. Mantiene il Suo posto finché questa pagina è aperta, e la pagina prosegue da sola quando è il Suo turno.
queue-press = Molte persone stanno accedendo in questo momento. Mantiene il Suo posto. Prema il pulsante quando è il Suo turno.
queue-minutes = { $minutes ->
    [one] Ci vorrà circa un minuto.
   *[other] Ci vorranno circa { $minutes } minuti.
}

## Whom one can ask when something did not work.

contact-title = A chi può chiedere
contact-country = Assistenza per le identità digitali { $in_country }
contact-eid = Assistenza: { $eid }
contact-service = Assistenza: { $service }
contact-ours = Assistenza di questo servizio di accesso
contact-phone = Telefono
contact-email = E‑mail
contact-web = Pagina web
contact-hours = Orario
contact-languages = Lingue

## The front page, for whom came here by chance.

front-title = Accedere oltre le frontiere d’Europa
front-body = Questo è un servizio di accesso. Ci si arriva da un servizio pubblico che si vuole usare, non direttamente. Vada al servizio e scelga lì di accedere.
front-developers = Per chi collega un servizio o un Paese

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [NL] nei Paesi Bassi
    [CY] a Cipro
    [MT] a Malta
    [EU] nelle istituzioni dell’UE
   *[other] in { $country }
}

## The page that shows what would be sent to another country.

consent-title = Inviare i Suoi dati al servizio di accesso { $in_country }?
consent-body = { $service } chiede chi è Lei. Se acconsente, questi dati vengono inviati al servizio di accesso { $in_country }, che li trasmette a { $service }. Finora non è stato inviato nulla.
consent-unnotified = Solo in prova: { $eid } non è approvato per l’uso in altri Paesi.
consent-caption = Che cosa verrebbe inviato
consent-level = Livello di garanzia
consent-level-value = { $level }, con { $eid }
consent-level-why = Perché il servizio sappia con quale sicurezza ha effettuato l’accesso.
consent-unsent-title = Che cosa non viene inviato
consent-unsent-number = Il Suo numero nazionale di identità. Viene inviato un identificativo creato solo per questo Paese: { $country }.
consent-unsent-asked = Che cosa ha chiesto inoltre il servizio:
consent-unsent-rest = Ogni altra cosa su di Lei, per esempio che cosa fa altrove.
consent-once = La Sua risposta vale solo per questo accesso.
consent-if-declined = Se dice di no, torna al servizio, che non riceve nulla su di Lei.
consent-approve = Invia e accedi
consent-not-me = Non sono io
consent-not-me-hint = Sono i dati di un’altra persona? Scelga «Non sono io». Non viene inviato nulla e può accedere con la Sua identità digitale.
consent-decline = Non inviare
consent-changed = I dati sono cambiati da quando li ha visti. Li rilegga, per favore.
consent-remember = { $days ->
    [one] Non chiedermelo più per un giorno in questo browser, quando { $service } chiede gli stessi dati.
   *[other] Non chiedermelo più per { $days } giorni in questo browser, quando { $service } chiede gli stessi dati.
}
consent-remember-hint = Accede comunque ogni volta con la Sua identità digitale. Se cambia qualcosa, chiediamo di nuovo. Non selezioni questa casella su un computer usato da altri.
consent-remembered = Questo browser ricorda servizi a cui ha già acconsentito.
consent-forget = Chiedimelo ogni volta
consent-identifier = Identificativo
consent-identifier-why = Perché il servizio La riconosca la prossima volta.
consent-family-name = Cognome
consent-given-name = Nome
consent-name-why = Perché il servizio possa rivolgersi a Lei e trovare la Sua pratica.
consent-birthdate = Data di nascita
consent-birthdate-why = Perché il servizio non La confonda con altri dello stesso nome.
consent-birth-name = Nome alla nascita
consent-birthplace = Luogo di nascita
consent-birth-country = Paese di nascita
consent-birth-town = Città di nascita
consent-address = Indirizzo
consent-gender = Sesso
consent-phone = Numero di telefono
consent-email = Indirizzo e‑mail
consent-nationality = Cittadinanza
consent-residence = Paese di residenza
consent-e-justice-role = Ruolo in e-Justice
consent-legal-name = Nome dell’impresa o dell’organizzazione
consent-legal-identifier = Identificativo dell’impresa o dell’organizzazione
consent-vat = Numero di partita IVA
consent-tax = Codice fiscale
consent-eu-identifier = Identificativo europeo della società (EUID)
consent-lei = Identificativo della persona giuridica (LEI)
consent-eori = Numero doganale (EORI)
consent-excise = Numero di accisa (SEED)
consent-sic = Codice di attività (SIC)
consent-asked-why = Lo ha chiesto il servizio.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Accedere a un servizio { $in_country }
national-abroad-body = { $service } { $in_country } chiede chi è Lei. Accede con un’identità digitale norvegese. Prima che venga inviato qualcosa, vede che cos’è e può dire di no.
national-some-service = Un servizio
national-nameless = il servizio { $in_country }
national-level = Serve un’identità digitale di livello «{ $level }» o superiore.
national-level-highest = Serve un’identità digitale di livello «{ $level }», il più alto.
national-nobody = Ora nessuna identità digitale può essere usata per questo accesso.
national-greyed-legend = Identità digitali che ora non possono essere usate
national-why-planned = Non ancora approvata per l’uso in altri Paesi
national-why-pre-notified = Approvazione per l’uso in altri Paesi in corso
national-why-level = Non raggiunge il livello necessario
national-why-no-terms = Nessun accordo sull’uso da parte di imprese private { $in_country }
national-why-suspended = Chiusa temporaneamente
national-why-unavailable = Ora non risponde
national-unnotified = Solo in prova: non approvata per l’uso in altri Paesi
national-choose-first = Scelga un’identità digitale prima di continuare.
national-not-possible = Questa identità digitale ora non può essere usata per questo accesso. Ne scelga un’altra.
national-just-failed = { $eid } ora non risponde. Scelga un’altra identità digitale o riprovi tra un momento.
national-step-up = Ha effettuato l’accesso, ma a un livello inferiore a quello richiesto da { $service }. Acceda di nuovo con un’identità digitale più forte.
national-persons-title = Scelga una persona di prova
national-persons-warning = Solo in prova: chiunque può accedere come una qualsiasi di queste. Nessuna esiste.
national-persons-legend = Chi vuole essere?
national-persons-choose-first = Scelga una persona di prova prima di continuare.
national-persons-another = Accedere in altro modo
national-try-again = Riprova con { $eid }
national-another = Scegli un’altra identità digitale
national-cancelled = L’accesso con { $eid } è stato interrotto
    .body = Lei ha annullato, oppure { $eid } non ha confermato chi è. Non è stato inviato nulla a { $service }.
    .advice = Può riprovare, scegliere un’altra identità digitale o tornare al servizio.
national-failed = { $eid } non ha potuto farLa accedere
    .body = L’accesso presso { $eid } è terminato con un errore. Non è colpa Sua, né di { $service }.
    .advice = Riprovi o scelga un’altra identità digitale.
national-level-too-low = Serve un’identità digitale più forte
    .body = L’accesso con { $eid } non raggiunge il livello di garanzia richiesto da { $service }.
    .advice = Scelga un’identità digitale più forte.
national-answer-invalid = Non abbiamo potuto usare la risposta di { $eid }
    .body = La risposta non ha superato i nostri controlli di sicurezza, perciò non L’abbiamo fatta accedere. Non è colpa Sua.
    .advice = Riprovi. Se succede di nuovo, ci comunichi il riferimento qui sotto.
national-answer-late = Deve accedere di nuovo presso { $eid }
    .body = Questo accesso deve avvenire ora; uno precedente non può essere usato. { $eid } ha risposto con uno più vecchio.
    .advice = Riprovi e acceda di nuovo quando Le viene chiesto.
national-incomplete = { $eid } non ha inviato tutto il necessario
    .body = Alcuni Suoi dati di base (nome, data di nascita, numero nazionale) mancavano o erano errati nella risposta, perciò non possiamo farLa accedere.
    .advice = Scelga un’altra identità digitale o chieda all’assistenza di quella che ha usato.
national-not-notified = L’identità digitale usata non può ancora essere usata in altri Paesi
    .body = Ha effettuato l’accesso presso { $eid }, ma con un’identità digitale non approvata per l’uso in altri Paesi. Non è stato inviato nulla a { $service }.
    .advice = Riprovi e scelga lì un’identità approvata.
national-suspended = { $eid } è temporaneamente chiuso
    .body = L’accesso con { $eid } è stato chiuso per sicurezza o manutenzione.
    .advice = Scelga un’altra identità digitale o riprovi più tardi.
national-unavailable = { $eid } ora non risponde
    .body = Non riusciamo a raggiungere { $eid }. Non è colpa Sua, né di { $service }.
    .advice = Scelga un’altra identità digitale o riprovi tra qualche minuto.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Portafoglio digitale
wallet-description = La prova d’identità nel Suo portafoglio europeo
wallet-title = Accedere con un portafoglio digitale
wallet-body = Al Suo portafoglio vengono chiesti nome, data di nascita, Paese e numero nazionale di identità, perché { $service } sappia chi è Lei. Vede le stesse cose nel portafoglio, e decide lì.
wallet-privacy = Trasmettiamo questi dati a { $service } e non li conserviamo.
wallet-here-title = Il portafoglio è su questo dispositivo
wallet-open = Apri il portafoglio
wallet-open-other = Apri un altro portafoglio
wallet-here-hint = { $minutes ->
    [one] Il link funziona per un minuto. Poi torna qui automaticamente.
   *[other] Il link funziona per { $minutes } minuti. Poi torna qui automaticamente.
}
wallet-elsewhere-title = Il portafoglio è su un altro dispositivo
wallet-scan = Scansioni il codice con il portafoglio. Scansioni un codice solo su una pagina che ha aperto Lei.
wallet-scan-hint = { $minutes ->
    [one] Il codice funziona per un minuto. Può ottenerne uno nuovo in qualsiasi momento.
   *[other] Il codice funziona per { $minutes } minuti. Può ottenerne uno nuovo in qualsiasi momento.
}
wallet-qr-alternative = Codice QR che apre il portafoglio su un altro dispositivo. Lo stesso link è riportato sotto come testo.
wallet-copy = Non riesce a scansionare il codice?
wallet-copy-label = Copi il link e lo apra sul dispositivo in cui si trova il portafoglio:
wallet-approved = Ho approvato, continua
wallet-new-code = Ottieni un nuovo link e un nuovo codice
wallet-another = Scegli un altro modo di accedere
wallet-not-yet = Dal portafoglio non è ancora arrivata una risposta. Approvi prima nel portafoglio.
wallet-refused = La risposta nel portafoglio è stata no. Non è stato inviato nulla. Può riprovare con un nuovo codice o scegliere un altro modo.
wallet-failed = Il portafoglio non ha potuto rispondere alla richiesta. Non è stato inviato nulla. Può riprovare con un nuovo codice o scegliere un altro modo.
wallet-expired = Il link e il codice non funzionano più. Ne ottenga di nuovi per continuare.
wallet-code-expired = Il codice non funziona più. Ne ottenga uno nuovo se il portafoglio è su un altro dispositivo.
wallet-in-another-browser = Il portafoglio ha risposto e ha aperto un’altra scheda o un altro browser. Continui lì o ricominci qui.
wallet-browser-title = Lasciare che il browser trovi il portafoglio
wallet-browser-ask = Trova il portafoglio
wallet-browser-hint = Il browser mostra i portafogli su questo dispositivo o si collega al telefono. Lì decide Lei che cosa mostrare.
wallet-browser-none = Nessun portafoglio ha risposto. Riprovi o usi uno degli altri modi in questa pagina.
wallet-card-expired = Il documento mostrato è scaduto. Ne mostri un altro o scelga un altro modo per accedere.
wallet-card-revoked = Il documento mostrato è stato revocato o sospeso da chi l’ha emesso. Ne mostri un altro o scelga un altro modo per accedere.
wallet-not-taken = Ciò che il portafoglio ha mostrato non si può usare. Riprovi o scelga un altro modo per accedere.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = L’abbiamo riconosciuta
matched-body = Lei risulta qui con il nome { $name } e con un numero che termina con { $end }. Può usare { $service }, che riceve il Suo numero.
matched-body-alone = Lei risulta qui con il nome { $name } e con un numero che termina con { $end }. Può usare { $service }, che non riceve il Suo numero.
matched-keep = Vuole che La riconosciamo la prossima volta?
matched-keep-hint = Se vuole, conserviamo qual è il Suo numero. È cifrato e solo la Sua identità digitale lo apre. Così il registro non viene più interrogato quando accede.
matched-keep-until = Sì, fino al { $date }
matched-keep-not = No, non conservarlo
matched-none-title = Non L’abbiamo trovata tra le persone registrate qui
matched-none-body = Ha dimostrato di essere { $name }. Ciò che la Sua identità digitale dice di Lei non si è potuto collegare a una sola persona del registro.
matched-used = Questo è stato confrontato
matched-differs = È diverso nel registro
matched-ways = Che cosa può fare
matched-link-title = Ha un’identità digitale norvegese?
matched-link-body = Acceda una volta con essa e sapremo qual è il Suo numero. Non deve accedere di nuovo { $in_country }. Faccia lo stesso se ha una nuova identità digitale dall’ultima volta.
matched-link = Collega con { $eid }
matched-update = Se nel registro qualcosa su di Lei è errato o superato, chieda la correzione e poi acceda di nuovo.
matched-without = Continua comunque
matched-as-new = Continua come nuovo utente
matched-without-hint = Se { $service } La conosce già, non saprà che è Lei.
matched-not-linked = Nulla è stato collegato: il Suo nome o la Sua data di nascita non è uguale nelle due identità digitali.
matched-not-proven = L’accesso con l’identità digitale norvegese non è stato completato. Nulla è stato collegato.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = I miei accessi
own-receipt = Ricevute dei Suoi accessi: che cosa è stato inviato su di Lei, a chi e perché
own-title = I miei accessi
own-intro = Qui vede i Suoi accessi degli ultimi 90 giorni e che cosa è stato inviato su di Lei. Solo la Sua identità digitale li apre.
own-start = Accedi e visualizzali
own-list = Che cosa è stato inviato
own-none = Non ci sono accessi da mostrare.
own-when = Quando
own-to = A
own-with = Con
own-why = Perché
own-why-login = Ha effettuato l’accesso a questo servizio.
own-one = Mostra solo questa ricevuta, per stamparla
own-all = Mostra tutti i miei accessi
own-kept = Che cosa può terminare
own-kept-match = Il Suo numero che termina con { $end } è conservato fino al { $date }.
own-kept-from = { $country }: il Suo numero è conservato per un’identità digitale di quel Paese fino al { $date }.
own-end-match = Non conservarlo più
own-export = Salva come file (JSON)
own-code-title = Aiuto dall’assistenza
own-code-body = Ottenga un codice e lo legga all’assistenza. Con esso può vedere questo elenco per 15 minuti, e nient’altro su di Lei.
own-code-get = Ottieni un codice
own-code = Il Suo codice: { $code }. Vale fino al { $time }.
own-leave = Chiudi i miei accessi
own-about = Che cosa conserviamo
own-about-passed = Ciò che la Sua identità digitale dice di Lei passa al servizio a cui accede. Non lo abbiamo più a lungo di quanto dura l’accesso.
own-about-yours = Può terminare da sé: il Suo accesso qui, i consensi che il Suo browser ricorda e un numero che ci ha lasciato conservare. L’elenco dei Suoi accessi si cancella da solo dopo 90 giorni. Tutto è cifrato e solo la Sua identità digitale o il Suo browser lo apre.
own-about-law = La legge ci impone un registro degli accessi, senza il Suo nome né numero.
own-about-journal = Se i Suoi dati sono stati confrontati con un registro, è conservato anche ciò che è stato confrontato, cifrato, da 6 a 12 mesi.
own-about-ask = Vuole far cancellare qualcosa o sapere che cosa abbiamo su di Lei? Chieda qui.

## The page of one’s own login here, and logging out.

session-link = Il Suo accesso qui
session-title = Ha un accesso attivo qui
session-by = { $minutes ->
    [one] Ha effettuato l’accesso con { $eid } un minuto fa. I servizi che usano questo accesso La fanno entrare senza chiedere di nuovo, in questo browser, finché non termina.
   *[other] Ha effettuato l’accesso con { $eid } { $minutes } minuti fa. I servizi che usano questo accesso La fanno entrare senza chiedere di nuovo, in questo browser, finché non termina.
}
session-services = Lo ha usato per:
session-logout = Esci
session-logout-hint = Esca se anche altri usano questo computer.
session-nobody-title = Qui non ha un accesso attivo
session-nobody-body = Nessun servizio fa entrare qualcuno in questo browser senza un nuovo accesso. Potrebbe avere ancora un accesso attivo a un servizio che ha usato prima: esca da lì.
session-asks-title = Vuole uscire?
session-asks-body = { $service } chiede di terminare il Suo accesso qui.
session-asks-body-nameless = Una pagina chiede di terminare il Suo accesso qui.
session-stay = Mantieni l’accesso
session-out-title = Uscita effettuata
session-out-body = Il Suo accesso è terminato. Nessuno entra più con esso in un servizio in questo browser.
session-was-not = Neanche prima aveva un accesso attivo qui.
session-closed = Questi servizi sono stati avvisati:
session-open = Potrebbe avere ancora un accesso attivo a questi servizi:
session-open-hint = Esca anche da lì o chiuda il browser.
session-back = Continua verso: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Riprova: { $country }
error-other-country = Scegli un altro Paese
error-back = Torna a: { $service }
error-look = Riprova
error-help = Chiedi aiuto
error-reference = Riferimento
error-reference-hint = Indichi questo riferimento se contatta l’assistenza. Non dice nulla di Lei.
error-cancelled = Ha interrotto l’accesso { $in_country }
    .body = Non è stato inviato nulla a { $service }.
    .advice = Può tornare al servizio, riprovare o scegliere un altro Paese.
error-not-confirmed = La Sua identità non è stata confermata ({ $country })
    .body = Forse un codice era errato, la Sua identità digitale è bloccata o scaduta, oppure Lei ha interrotto lì. Non è stato inviato nulla a { $service }.
    .advice = Riprovi. Se la Sua identità digitale è bloccata, solo la sua assistenza può sbloccarla.
error-peer-failed = L’accesso non è riuscito ({ $country })
    .body = L’accesso { $in_country } è terminato con un errore. Non è colpa Sua, né di { $service }.
    .advice = Riprovi. Se succede di nuovo, l’assistenza della Sua identità digitale ne sa di più.
error-level-too-low = Serve un’identità digitale più forte
    .body = L’identità digitale usata non raggiunge il livello di garanzia richiesto da { $service }.
    .advice = Riprovi con un’identità digitale più forte, se il Suo Paese ne offre una.
error-answer-invalid = Non abbiamo potuto usare la risposta ({ $country })
    .body = La risposta non ha superato i nostri controlli di sicurezza, perciò non L’abbiamo fatta accedere. Non è colpa Sua.
    .advice = Riprovi. Se succede di nuovo, ci comunichi il riferimento qui sotto.
error-answer-late = La risposta è arrivata troppo tardi
    .body = Per la Sua sicurezza, una risposta da un altro Paese è valida solo per alcuni minuti.
    .advice = Riprovi; non deve scegliere di nuovo il Paese.
error-answer-used = Questo accesso è già stato usato
    .body = La stessa risposta può essere usata una sola volta. Forse ha ricaricato una vecchia pagina.
    .advice = Torni al servizio. Se lì non ha effettuato l’accesso, ricominci.
error-incomplete = Non è stato inviato tutto il necessario ({ $country })
    .body = Alcuni Suoi dati di base (nome, data di nascita, identificativo) mancavano nella risposta, perciò non possiamo farLa accedere.
    .advice = L’assistenza della Sua identità digitale sa quali dati invia. Può riprovare o scegliere un altro Paese.
error-representation = Qui può accedere solo per sé
    .body = Il servizio di accesso { $in_country } ci ha comunicato che Lei agisce per conto di altri. { $service } non può accettarlo.
    .advice = Riprovi e acceda per sé.
error-another-level = Serve un’altra identità digitale
    .body = { $service } accetta solo determinati livelli di garanzia, e il Suo accesso ne aveva un altro. Non è stato inviato nulla su di Lei.
    .advice = Acceda con un’altra identità digitale o torni al servizio.
error-another-person = Lei non è la persona che il servizio attendeva
    .body = { $service } ha chiesto la persona che lo ha usato prima, e Lei ha effettuato l’accesso come un’altra. Non è stato inviato nulla su di Lei.
    .advice = Riprovi con l’identità digitale di quella persona, se è la Sua, o torni al servizio e ricominci da lì.
error-country-unavailable = Ora non riusciamo a raggiungere questo Paese: { $country }
    .body = Al momento non abbiamo un collegamento valido con il servizio di accesso { $in_country }. Non è colpa Sua.
    .advice = Riprovi più tardi o scelga un altro Paese, se lì ha un’identità digitale.
error-country-suspended = L’accesso { $in_country } è temporaneamente chiuso
    .body = L’accesso { $in_country } è stato chiuso per sicurezza o manutenzione.
    .advice = Riprovi più tardi o torni al servizio.
error-abroad-suspended = L’accesso a servizi { $in_country } è temporaneamente chiuso
    .body = È stato chiuso per sicurezza o manutenzione. Non è stato inviato nulla su di Lei.
    .advice = Riprovi più tardi o chieda al servizio un altro modo di accedere.
error-abroad-unavailable = Ora non possiamo riportarLa indietro ({ $country })
    .body = Al momento non abbiamo un collegamento valido con il servizio di accesso { $in_country }. Non è colpa Sua. Non è stato inviato nulla su di Lei.
    .advice = Torni al servizio tra qualche minuto e ricominci da lì.
error-cookie-missing = Non riconosciamo questo browser
    .body = Un accesso deve terminare nello stesso browser in cui è iniziato e i cookie devono essere consentiti. Questo La protegge da altri che cercano di usare il Suo accesso.
    .advice = Consenta i cookie per questo sito, torni al servizio e ricominci da lì.
error-too-many-logins = Troppi accessi sono aperti insieme
    .body = Questo browser ha iniziato così tanti accessi che il più vecchio è stato chiuso. Questo era uno di essi.
    .advice = Torni al servizio e ricominci.
error-flow-expired = L’accesso è durato troppo
    .body = Per la Sua sicurezza, un accesso deve essere completato entro { $minutes } minuti.
    .advice = Torni al servizio e ricominci.
error-flow-unknown = Questo accesso non esiste più
    .body = Forse ha aperto un segnalibro o una vecchia pagina. Un accesso può iniziare solo dal servizio che vuole usare.
    .advice = Vada al servizio e acceda da lì.
error-flow-finished = Questo accesso è già terminato
    .body = L’abbiamo già inviata a { $service }.
    .advice = Continui nel servizio. Se lì non ha effettuato l’accesso, ricominci.
error-foreign-request-invalid = Il servizio di accesso dell’altro Paese ha inviato qualcosa che non possiamo usare
    .body = La richiesta non ha superato i nostri controlli di sicurezza, perciò non Le abbiamo chiesto di accedere. Non è colpa Sua.
    .advice = Torni al servizio da cui proviene e riprovi. Se succede di nuovo, lo segnali a quel servizio.
error-foreign-request-late = La richiesta dell’altro Paese è troppo vecchia
    .body = Per la Sua sicurezza, una richiesta di accesso è valida solo per alcuni minuti. Forse ha aperto una vecchia pagina.
    .advice = Torni al servizio da cui proviene e ricominci.
error-foreign-request-used = Questo accesso è già stato avviato una volta
    .body = La stessa richiesta può essere usata una sola volta. Forse ha ricaricato una vecchia pagina.
    .advice = Torni al servizio da cui proviene e ricominci.
error-nothing-to-send = Non possiamo farLa accedere ({ $country })
    .body = Ha dimostrato chi è, ma manca qualcosa di obbligatorio { $in_country }: nome, cognome, data di nascita o un livello di garanzia approvato. Non è stato inviato nulla su di Lei.
    .advice = Può tornare al servizio, che viene informato che l’accesso non è riuscito.
error-not-abroad = Le identità digitali nazionali non sono aperte ad altri Paesi
    .body = Nessuna identità digitale nazionale è ancora notificata qui agli altri Paesi europei, oppure tutte sono chiuse. Perciò non c’è nulla da pubblicare a questo indirizzo.
    .advice = Usi un altro modo di accedere offerto dal servizio.
error-not-for-people = Qui non c’è nulla da vedere
    .body = Questo indirizzo riceve messaggi tra i servizi di accesso dei Paesi europei.
    .advice = Vada al servizio che vuole usare e acceda da lì.
error-client-unknown = Non conosciamo il servizio che L’ha inviata
    .body = Il servizio non è registrato qui o ha indicato un indirizzo di ritorno errato. Perciò non possiamo riportarLa indietro automaticamente.
    .advice = Lo segnali al servizio. L’errore è del servizio, non Suo.
error-request-invalid = Il servizio ha inviato qualcosa che non possiamo usare
    .body = La richiesta di accesso del servizio contiene un errore. Non è colpa Sua.
    .advice = Torni al servizio e riprovi. Se succede di nuovo, lo segnali al servizio.
error-logout-expired = Questa domanda è troppo vecchia
    .body = A una richiesta di uscita si deve rispondere entro dieci minuti. L’uscita non è avvenuta.
    .advice = Apra «Il Suo accesso qui» in fondo a questa pagina per uscire.
error-logout-hint = L’uscita non è avvenuta: la prova del Suo accesso fornita dal servizio non è valida
    .body = Il servizio ha inviato un token di identità (id_token_hint) che non è uno dei nostri per esso. Non è colpa Sua.
    .advice = Apra «Il Suo accesso qui» in fondo a questa pagina per uscire. Lo segnali al servizio se succede di nuovo.
error-logout-invalid = L’uscita non è avvenuta: il servizio ha inviato qualcosa che non possiamo usare
    .body = La richiesta di uscita contiene un errore o proviene da un servizio che non conosciamo. Non è colpa Sua.
    .advice = Apra «Il Suo accesso qui» in fondo a questa pagina per uscire. Lo segnali al servizio se succede di nuovo.
error-logout-return = L’uscita non è avvenuta: il servizio ha indicato un indirizzo di ritorno errato
    .body = L’indirizzo di ritorno dopo l’uscita (post_logout_redirect_uri) non è registrato per il servizio, carattere per carattere. Non è colpa Sua.
    .advice = Apra «Il Suo accesso qui» in fondo a questa pagina per uscire. Lo segnali al servizio se succede di nuovo.
error-too-many-attempts = Questo accesso è stato tentato troppe volte
    .body = In questo accesso L’abbiamo inviata tre volte senza che arrivasse una risposta.
    .advice = Torni al servizio e ricominci.
error-busy = Ora troppe persone stanno accedendo
    .body = Per un momento non accettiamo nuovi accessi. Non è colpa Sua, e chi ha già iniziato non ne risente.
    .advice = Attenda un po’, torni al servizio e riprovi.
error-not-found = Questa pagina non esiste
    .body = L’indirizzo è errato o vecchio.
    .advice = Vada al servizio che vuole usare e acceda da lì.
error-internal = Qualcosa è andato storto da parte nostra
    .body = Non è colpa Sua. Non è stato inviato nulla al servizio.
    .advice = Riprovi tra un momento. Se succede di nuovo, ci comunichi il riferimento qui sotto.
error-unavailable = Ora non possiamo far accedere nessuno
    .body = Il servizio di accesso si sta riavviando o ha un guasto. Non è colpa Sua.
    .advice = Riprovi tra qualche minuto.
