### Bokmål. Texts of Landport's pages.
### Status: in use

## What stands around every page.

the-service = tjenesten
skip-to-content = Gå til innholdet
language-switch = Språk
footer-help = Hjelp
footer-privacy = Personvernerklæring
footer-accessibility = Tilgjengelighetserklæring
footer-get-eid = Slik skaffer du deg e‑ID
banner-demo = Demo-Europa: alt her er simulert, og alle personer er oppdiktede.
banner-test = Testmiljø: ikke bruk en ekte e‑ID her.
footer-unread = Ingen med språket som morsmål har lest denne oversettelsen ennå. Si fra til oss om det som bør bli bedre.
steps-label = Stegene i innloggingen
step-country = Velg land
step-home = Logg inn hjemme
step-back = Tilbake til tjenesten
time-left-title = Trenger du mer tid?
time-left-body = Innloggingen din her er slutt om omtrent to minutter. Du kan få mer tid uten at noe går tapt.
time-left-more = Gi meg mer tid
time-left-last = Innloggingen din her er slutt om omtrent to minutter og kan ikke forlenges mer. Gjør den ferdig nå, eller gå tilbake til tjenesten og begynn på nytt.
eu-institutions = EU-institusjonene
logging-in-to = Du logger inn på { $service }
service-of = En tjeneste fra { $organisation }
next = Neste
cancel = Avbryt
cancel-back-to = Avbryt og gå tilbake til { $service }

## The page where one chooses how to log in.

chooser-title = Hvordan vil du logge inn?
chooser-legend = Velg elektronisk ID
chooser-eidas = Europeisk e‑ID
chooser-eidas-hint = Bruk e‑ID‑en du har fra hjemlandet ditt i EU eller EØS.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Velg landet e‑ID‑en din kommer fra
country-intro = Du logger inn med e‑ID‑en du bruker hjemme. Vi sender deg til ditt eget land, og etterpå kommer du tilbake hit.
country-level = { $service } krever en e‑ID på nivået «{ $level }» eller høyere.
country-level-highest = { $service } krever en e‑ID på nivået «{ $level }», som er det høyeste.
country-eids = Du kan bruke: { $eids }
country-more = Tjenesten spør også om dette om deg. Det sendes bare hvis landet ditt har det, og du kan logge inn uten.
country-companies = Denne tjenesten er for foretak og andre organisasjoner. Hjemme logger du inn på vegne av et av dem: navnet og identifikatoren sendes.
country-companies-acting = Ditt eget navn, fødselsdatoen din og identifikatoren din sendes også hvis du handler på vegne av det.
country-companies-alone = Her virker bare organisasjonens egen e‑ID: Du kan ikke handle på vegne av den med din egen.
country-companies-more = Tjenesten spør også om dette om organisasjonen. Det sendes bare hvis landet ditt har det, og du kan logge inn uten.
country-legend = Land du kan velge
country-search = Søk etter land
country-search-button = Søk
country-show-all = Vis alle land
country-none = Ingen land passer med «{ $query }».
country-count = { $count ->
    [one] Ett land
   *[other] { $count } land
}
country-choose-first = Velg et land før du går videre.
country-not-possible = Dette landet kan ikke brukes til denne innloggingen nå. Velg et annet.
country-unavailable-legend = Land som ikke kan brukes nå
country-suggested = Forslag til deg
country-last-time = Valgt sist på denne enheten
country-forget = Glem valget mitt
country-by-service = Foreslått av tjenesten
country-by-language = Foreslått ut fra språket i nettleseren
country-not-connected = { $country } kan ikke velges her ennå.
country-failing = Mange innlogginger fra dette landet mislykkes akkurat nå
country-missing-title = Landet mitt er ikke her
country-missing-body = Du kan velge land som har en godkjent e‑ID, og som er koblet til oss. Ditt land kan komme til senere. Har du en e‑ID fra et annet land, kan du bruke den. Ellers kan du gå tilbake og spørre tjenesten om en annen måte.
reason-level = Har ingen e‑ID på nivået som kreves
reason-service-unknown = Tjenesten er ikke registrert for dette landet
reason-incomplete = Landet deler ikke det som trengs for å logge inn
reason-unavailable = Vi får ikke kontakt med dette landet
reason-starting = Kobles til; prøv igjen om et øyeblikk
reason-suspended = Midlertidig stengt
since = siden { $time }
level-low = lavt
level-substantial = betydelig
level-high = høyt

## The page that leads to the other country.

send-title = Vi sender deg til { $country }
send-body = Der logger du inn med din egen e‑ID. Etterpå kommer du automatisk tilbake hit.
send-button = Gå videre til { $country }
send-time-limit = { $minutes ->
    [one] Du har omtrent ett minutt på å logge inn.
   *[other] Du har omtrent { $minutes } minutter på å logge inn.
}
send-again-title = Kom du tilbake fra { $country }?
send-again-body = Du er allerede sendt dit én gang. Du kan prøve igjen eller velge et annet land.
send-choose-another = Velg et annet land

## The page that leads back to the service.

continue-title = Du er logget inn
continue-body = Vi sender deg tilbake til { $service }.
continue-button = Gå videre til { $service }
wait-title = Et øyeblikk
wait-body = Innloggingen din kontrolleres fortsatt. Trykk på knappen om et øyeblikk.
wait-button = Se på nytt

## Too many log in at once, and a place in the queue is kept.

queue-title = Du står i kø
queue-body = Mange logger inn akkurat nå. Du beholder plassen så lenge denne siden er åpen, og den går videre av seg selv når det er din tur.
queue-press = Mange logger inn akkurat nå. Du beholder plassen. Trykk på knappen når det er din tur.
queue-minutes = { $minutes ->
    [one] Det tar omtrent ett minutt.
   *[other] Det tar omtrent { $minutes } minutter.
}

## Whom one can ask when something did not work.

contact-title = Her kan du spørre
contact-country = Brukerstøtte for e‑ID‑er { $in_country }
contact-eid = Brukerstøtte for { $eid }
contact-service = Brukerstøtte for { $service }
contact-ours = Brukerstøtte for denne innloggingstjenesten
contact-phone = Telefon
contact-email = E‑post
contact-web = Nettside
contact-hours = Åpent
contact-languages = Språk

## The front page, for whom came here by chance.

front-title = Innlogging på tvers av Europas grenser
front-body = Dette er en innloggingstjeneste. Hit kommer du fra en offentlig tjeneste du vil bruke, ikke direkte. Gå til tjenesten og velg å logge inn der.
front-developers = For deg som kobler til en tjeneste eller et land

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] på { $country }
    [IS] på { $country }
    [MT] på { $country }
   *[other] i { $country }
}

## The page that shows what would be sent to another country.

consent-title = Vil du sende opplysningene dine til { $country }?
consent-body = { $service } spør hvem du er. Hvis du sier ja, sendes disse opplysningene til innloggingstjenesten { $in_country }, som gir dem videre til { $service }. Ingenting er sendt ennå.
consent-unnotified = Bare i test: { $eid } er ikke godkjent for bruk i andre land.
consent-caption = Dette blir sendt
consent-level = Sikkerhetsnivå
consent-level-value = { $level }, med { $eid }
consent-level-why = For at tjenesten skal vite hvor sikkert du har logget inn.
consent-unsent-title = Dette blir ikke sendt
consent-unsent-number = Fødselsnummeret eller D‑nummeret ditt. { $country } får en identifikator som bare brukes der.
consent-unsent-asked = Det tjenesten også ba om:
consent-unsent-rest = Alt annet om deg, for eksempel hva du gjør andre steder.
consent-once = Svaret ditt gjelder bare denne innloggingen.
consent-if-declined = Sier du nei, går du tilbake til tjenesten, som ikke får noe om deg.
consent-approve = Send og logg inn
consent-not-me = Dette er ikke meg
consent-not-me-hint = Står det opplysninger om noen andre her? Velg «Dette er ikke meg». Da blir ingenting sendt, og du kan logge inn med din egen e‑ID.
consent-decline = Ikke send
consent-changed = Opplysningene er endret siden du så dem. Les dem på nytt.
consent-remember = { $days ->
    [one] Ikke spør meg igjen i denne nettleseren på én dag når { $service } ber om de samme opplysningene.
   *[other] Ikke spør meg igjen i denne nettleseren på { $days } dager når { $service } ber om de samme opplysningene.
}
consent-remember-hint = Du logger likevel inn med e‑ID hver gang. Hvis noe endrer seg, spør vi på nytt. Ikke kryss av på en maskin som andre bruker.
consent-remembered = Denne nettleseren husker tjenester du har sagt ja til før.
consent-forget = Spør meg hver gang
consent-identifier = Identifikator
consent-identifier-why = For at tjenesten skal kjenne deg igjen neste gang.
consent-family-name = Etternavn
consent-given-name = Fornavn
consent-name-why = For at tjenesten skal kunne tiltale deg og finne saken din.
consent-birthdate = Fødselsdato
consent-birthdate-why = For at tjenesten ikke skal forveksle deg med andre med samme navn.
consent-birth-name = Navn ved fødselen
consent-birthplace = Fødested
consent-birth-country = Fødeland
consent-birth-town = Fødeby
consent-address = Adresse
consent-gender = Kjønn
consent-phone = Telefonnummer
consent-email = E‑postadresse
consent-nationality = Statsborgerskap
consent-residence = Bostedsland
consent-e-justice-role = Rolle i e-Justice
consent-legal-name = Navnet på foretaket eller organisasjonen
consent-legal-identifier = Identifikatoren til foretaket eller organisasjonen
consent-vat = Merverdiavgiftsnummer
consent-tax = Skattenummer
consent-eu-identifier = Foretakets europeiske identifikator (EUID)
consent-lei = Identifikator for juridiske enheter (LEI)
consent-eori = Tollnummer (EORI)
consent-excise = Særavgiftsnummer (SEED)
consent-sic = Næringskode (SIC)
consent-asked-why = Tjenesten ba om det.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logg inn på en tjeneste { $in_country }
national-abroad-body = { $service } { $in_country } spør hvem du er. Du logger inn med en norsk e‑ID. Før noe blir sendt, ser du hva det er, og du kan si nei.
national-some-service = En tjeneste
national-nameless = tjenesten { $in_country }
national-level = Det kreves en e‑ID på nivået «{ $level }» eller høyere.
national-level-highest = Det kreves en e‑ID på nivået «{ $level }», som er det høyeste.
national-nobody = Ingen e‑ID kan brukes til denne innloggingen akkurat nå.
national-greyed-legend = E‑ID‑er som ikke kan brukes nå
national-why-planned = Ikke godkjent for bruk i andre land ennå
national-why-pre-notified = Godkjenning for bruk i andre land pågår
national-why-level = Når ikke sikkerhetsnivået som kreves
national-why-no-terms = Ingen avtale om bruk hos private virksomheter { $in_country }
national-why-suspended = Midlertidig stengt
national-why-unavailable = Svarer ikke akkurat nå
national-unnotified = Bare i test: ikke godkjent for bruk i andre land
national-choose-first = Velg en e‑ID før du går videre.
national-not-possible = Denne e‑ID‑en kan ikke brukes til denne innloggingen nå. Velg en annen.
national-just-failed = { $eid } svarer ikke akkurat nå. Velg en annen e‑ID, eller prøv igjen om litt.
national-step-up = Du er logget inn, men på et lavere nivå enn { $service } krever. Logg inn på nytt med en sterkere e‑ID.
national-persons-title = Velg en testperson
national-persons-warning = Bare i test: alle kan logge inn som hvem som helst av disse. Ingen av dem finnes.
national-persons-legend = Hvem vil du være?
national-persons-choose-first = Velg en testperson før du går videre.
national-persons-another = Logg inn på en annen måte
national-try-again = Prøv igjen med { $eid }
national-another = Velg en annen e‑ID
national-cancelled = Innloggingen med { $eid } ble stoppet
    .body = Du avbrøt, eller { $eid } bekreftet ikke hvem du er. Ingenting er sendt til { $service }.
    .advice = Du kan prøve igjen, velge en annen e‑ID eller gå tilbake til tjenesten.
national-failed = { $eid } kunne ikke logge deg inn
    .body = Innloggingen hos { $eid } endte med en feil. Det er ikke din feil, og heller ikke feil hos { $service }.
    .advice = Prøv igjen, eller velg en annen e‑ID.
national-level-too-low = Du trenger en sterkere e‑ID
    .body = Innloggingen med { $eid } når ikke sikkerhetsnivået som { $service } krever.
    .advice = Velg en sterkere e‑ID.
national-answer-invalid = Vi kunne ikke bruke svaret fra { $eid }
    .body = Svaret besto ikke sikkerhetskontrollen vår, så vi har ikke logget deg inn. Det er ikke din feil.
    .advice = Prøv igjen. Skjer det på nytt, oppgi referansen nedenfor til oss.
national-answer-late = Du må logge inn på nytt hos { $eid }
    .body = Denne innloggingen må skje nå; en innlogging fra før kan ikke brukes. { $eid } svarte med en som er eldre.
    .advice = Prøv igjen, og logg inn på nytt når du blir bedt om det.
national-incomplete = { $eid } sendte ikke alt som trengs
    .body = Noen av grunnopplysningene dine (navn, fødselsdato, fødselsnummer) manglet eller var feil i svaret, så vi kan ikke logge deg inn.
    .advice = Velg en annen e‑ID, eller spør brukerstøtten for e‑ID‑en din.
national-not-notified = E‑ID‑en du brukte, kan ikke brukes i andre land ennå
    .body = Du logget inn hos { $eid }, men med en e‑ID som ikke er godkjent for bruk i andre land. Ingenting er sendt til { $service }.
    .advice = Prøv igjen, og velg der en e‑ID som er godkjent.
national-suspended = { $eid } er midlertidig stengt
    .body = Innlogging med { $eid } er stengt av hensyn til sikkerhet eller vedlikehold.
    .advice = Velg en annen e‑ID, eller prøv igjen senere.
national-unavailable = { $eid } svarer ikke akkurat nå
    .body = Vi får ikke kontakt med { $eid }. Det er ikke din feil, og heller ikke feil hos { $service }.
    .advice = Velg en annen e‑ID, eller prøv igjen om noen minutter.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digital lommebok
wallet-description = Identitetsbeviset i den europeiske lommeboken din
wallet-title = Logg inn med digital lommebok
wallet-body = Lommeboken din blir bedt om navn, fødselsdato, land og fødselsnummer, så { $service } får vite hvem du er. Du ser det samme i lommeboken, og du bestemmer der.
wallet-privacy = Vi gir opplysningene videre til { $service } og tar ikke vare på dem.
wallet-here-title = Lommeboken er på denne enheten
wallet-open = Åpne lommeboken
wallet-open-other = Åpne en annen lommebok
wallet-here-hint = { $minutes ->
    [one] Lenken virker i ett minutt. Etterpå kommer du automatisk tilbake hit.
   *[other] Lenken virker i { $minutes } minutter. Etterpå kommer du automatisk tilbake hit.
}
wallet-elsewhere-title = Lommeboken er på en annen enhet
wallet-scan = Skann koden med lommeboken. Skann bare en kode på en side du selv har åpnet.
wallet-scan-hint = { $minutes ->
    [one] Koden virker i ett minutt. Du kan hente en ny når du vil.
   *[other] Koden virker i { $minutes } minutter. Du kan hente en ny når du vil.
}
wallet-qr-alternative = QR-kode som åpner lommeboken på en annen enhet. Den samme lenken står som tekst nedenfor.
wallet-copy = Kan du ikke skanne koden?
wallet-copy-label = Kopier lenken og åpne den på enheten der lommeboken er:
wallet-approved = Jeg har godkjent, gå videre
wallet-new-code = Hent ny lenke og kode
wallet-another = Velg en annen måte å logge inn på
wallet-not-yet = Vi har ikke fått noe svar fra lommeboken ennå. Godkjenn i lommeboken først.
wallet-refused = Det ble svart nei i lommeboken. Ingenting er sendt. Du kan prøve igjen med en ny kode, eller velge en annen måte.
wallet-failed = Lommeboken kunne ikke svare på forespørselen. Ingenting er sendt. Du kan prøve igjen med en ny kode, eller velge en annen måte.
wallet-expired = Lenken og koden virker ikke lenger. Hent nye for å fortsette.
wallet-code-expired = Koden virker ikke lenger. Hent en ny hvis lommeboken er på en annen enhet.
wallet-in-another-browser = Lommeboken har svart, og har åpnet en annen fane eller nettleser. Fortsett der, eller begynn på nytt her.
wallet-browser-title = La nettleseren finne lommeboken
wallet-browser-ask = Finn lommeboken
wallet-browser-hint = Nettleseren viser lommebøkene på denne enheten, eller kobler seg til telefonen din. Du bestemmer der hva som vises.
wallet-browser-none = Ingen lommebok svarte. Prøv igjen, eller bruk en av de andre måtene på denne siden.
wallet-card-expired = Beviset som ble vist, er utløpt. Vis et annet bevis, eller velg en annen måte å logge inn på.
wallet-card-revoked = Beviset som ble vist, er trukket tilbake eller sperret av utstederen. Vis et annet bevis, eller velg en annen måte å logge inn på.
wallet-not-taken = Det lommeboken viste, kunne ikke brukes. Prøv igjen, eller velg en annen måte å logge inn på.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Vi kjenner deg igjen
matched-body = Du er registrert her som { $name }, med et nummer som slutter på { $end }. Du får bruke { $service }, som får nummeret ditt.
matched-body-alone = Du er registrert her som { $name }, med et nummer som slutter på { $end }. Du får bruke { $service }, som ikke får nummeret ditt.
matched-keep = Skal vi kjenne deg igjen neste gang?
matched-keep-hint = Hvis du vil, husker vi hvilket nummer som er ditt. Det er kryptert, og bare din egen e‑ID åpner det. Da blir ikke registeret spurt på nytt når du logger inn.
matched-keep-until = Ja, til { $date }
matched-keep-not = Nei, ikke husk det
matched-none-title = Vi fant deg ikke blant dem som er registrert her
matched-none-body = Du har vist at du er { $name }. Det e‑ID‑en din sier om deg, kunne ikke kobles til én person i registeret.
matched-used = Dette ble sammenlignet
matched-differs = Står annerledes i registeret
matched-ways = Dette kan du gjøre
matched-link-title = Har du en norsk e‑ID?
matched-link-body = Logg inn med den én gang, så vet vi hvilket nummer som er ditt. Du trenger ikke å logge inn { $in_country } på nytt. Gjør det samme hvis du har fått ny e‑ID siden sist.
matched-link = Koble med { $eid }
matched-update = Er noe om deg feil eller gammelt i registeret, kan du be om å få det rettet og logge inn på nytt etterpå.
matched-without = Gå videre likevel
matched-as-new = Gå videre som ny bruker
matched-without-hint = Er du allerede registrert hos { $service }, vet tjenesten ikke at det er deg.
matched-not-linked = Ingenting ble koblet: Navnet eller fødselsdatoen din er ikke lik i de to e‑ID‑ene.
matched-not-proven = Innloggingen med den norske e‑ID‑en ble ikke fullført. Ingenting ble koblet.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mine innlogginger
own-receipt = Kvitteringer for innloggingene dine: hva som ble sendt om deg, til hvem og hvorfor
own-title = Mine innlogginger
own-intro = Her ser du dine egne innlogginger de siste 90 dagene, og hva som ble sendt om deg. Bare din egen e‑ID åpner dem.
own-start = Logg inn og se dem
own-list = Dette ble sendt
own-none = Det er ingen innlogginger å vise.
own-when = Når
own-to = Til
own-with = Med
own-why = Hvorfor
own-why-login = Du logget inn hos denne tjenesten.
own-one = Vis bare denne kvitteringen, for utskrift
own-all = Vis alle innloggingene mine
own-kept = Dette kan du avslutte
own-kept-match = Nummeret ditt som slutter på { $end }, huskes til { $date }.
own-kept-from = { $country }: Vi husker nummeret ditt for en e‑ID derfra til { $date }.
own-end-match = Ikke husk det lenger
own-export = Lagre som fil (JSON)
own-code-title = Hjelp fra brukerstøtten
own-code-body = Hent en kode og les den opp for brukerstøtten. Med den kan de se denne listen i 15 minutter, og ikke noe annet om deg.
own-code-get = Hent en kode
own-code = Koden din: { $code }. Den virker til { $time }.
own-leave = Lukk mine innlogginger
own-about = Dette tar vi vare på
own-about-passed = Det e‑ID‑en din sier om deg, går videre til tjenesten du logger inn på. Vi har det ikke lenger enn innloggingen varer.
own-about-yours = Dette kan du selv avslutte: innloggingen din her, samtykker nettleseren husker, og et nummer du har latt oss huske. Listen over innloggingene dine slettes av seg selv etter 90 dager. Alt er kryptert, og bare e‑ID‑en eller nettleseren din åpner det.
own-about-law = Loven pålegger oss å føre en logg over innlogginger, uten navnet eller nummeret ditt.
own-about-journal = Ble du sammenlignet med et register, tar vi også vare på hva som ble sammenlignet, kryptert, i 6 til 12 måneder.
own-about-ask = Vil du ha noe slettet, eller vite hva vi har om deg? Spør her.

## The page of one’s own login here, and logging out.

session-link = Innloggingen din her
session-title = Du er logget inn her
session-by = { $minutes ->
    [one] Du logget inn med { $eid } for ett minutt siden. Tjenester som bruker denne innloggingen, slipper deg inn uten å spørre på nytt i denne nettleseren, til den er slutt.
   *[other] Du logget inn med { $eid } for { $minutes } minutter siden. Tjenester som bruker denne innloggingen, slipper deg inn uten å spørre på nytt i denne nettleseren, til den er slutt.
}
session-services = Du har brukt den til:
session-logout = Logg ut
session-logout-hint = Logg ut når andre også bruker denne maskinen.
session-nobody-title = Du er ikke logget inn her
session-nobody-body = Ingen tjeneste slipper noen inn i denne nettleseren uten ny innlogging. Du kan fortsatt være logget inn hos en tjeneste du har brukt før: logg ut der.
session-asks-title = Vil du logge ut?
session-asks-body = { $service } ber om å avslutte innloggingen din her.
session-asks-body-nameless = En side ber om å avslutte innloggingen din her.
session-stay = Forbli innlogget
session-out-title = Du er logget ut
session-out-body = Innloggingen din er avsluttet. Ingen kommer inn hos en tjeneste med den i denne nettleseren lenger.
session-was-not = Du var ikke logget inn her fra før heller.
session-closed = Disse tjenestene har fått beskjed:
session-open = Du kan fortsatt være logget inn hos disse tjenestene:
session-open-hint = Logg ut der også, eller lukk nettleseren.
session-back = Gå videre til { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Prøv igjen med { $country }
error-other-country = Velg et annet land
error-back = Tilbake til { $service }
error-look = Prøv igjen
error-help = Få hjelp
error-reference = Referanse
error-reference-hint = Oppgi referansen hvis du kontakter brukerstøtten. Referansen sier ingenting om deg.
error-cancelled = Du avbrøt innloggingen { $in_country }
    .body = Ingenting er sendt til { $service }.
    .advice = Du kan gå tilbake til tjenesten, prøve igjen eller velge et annet land.
error-not-confirmed = { $country } bekreftet ikke hvem du er
    .body = Kanskje var en kode feil, kanskje er e‑ID‑en din sperret eller utløpt, eller du avbrøt der. Ingenting er sendt til { $service }.
    .advice = Prøv igjen. Er e‑ID‑en din sperret, er det bare brukerstøtten for e‑ID‑en som kan åpne den.
error-peer-failed = { $country } kunne ikke logge deg inn
    .body = Innloggingen { $in_country } endte med en feil. Det er ikke din feil, og heller ikke feil hos { $service }.
    .advice = Prøv igjen. Skjer det på nytt, vet brukerstøtten for e‑ID‑en din mer.
error-level-too-low = Du trenger en sterkere e‑ID
    .body = E‑ID‑en du brukte, når ikke sikkerhetsnivået som { $service } krever.
    .advice = Prøv igjen med en sterkere e‑ID, hvis landet ditt har en.
error-answer-invalid = Vi kunne ikke bruke svaret fra { $country }
    .body = Svaret besto ikke sikkerhetskontrollen vår, så vi har ikke logget deg inn. Det er ikke din feil.
    .advice = Prøv igjen. Skjer det på nytt, oppgi referansen nedenfor til oss.
error-answer-late = Svaret kom for sent
    .body = Av hensyn til sikkerheten din er et svar fra et annet land bare gyldig i noen minutter.
    .advice = Prøv igjen; du trenger ikke å velge land en gang til.
error-answer-used = Denne innloggingen er allerede brukt
    .body = Det samme svaret kan bare brukes én gang. Kanskje lastet du inn en gammel side på nytt.
    .advice = Gå tilbake til tjenesten. Er du ikke logget inn der, starter du på nytt.
error-incomplete = { $country } sendte ikke alt som trengs
    .body = Noen av grunnopplysningene dine (navn, fødselsdato, identifikator) manglet i svaret, så vi kan ikke logge deg inn.
    .advice = Brukerstøtten for e‑ID‑en din vet hvilke opplysninger den sender. Du kan prøve igjen eller velge et annet land.
error-representation = Her kan du bare logge inn som deg selv
    .body = { $country } opplyste at du handler på vegne av noen andre. Det kan ikke { $service } ta imot.
    .advice = Prøv igjen og logg inn for deg selv.
error-another-level = Du trenger en annen e‑ID
    .body = { $service } godtar bare bestemte sikkerhetsnivåer, og innloggingen din hadde et annet. Ingenting om deg er sendt.
    .advice = Logg inn med en annen e‑ID, eller gå tilbake til tjenesten.
error-another-person = Du er ikke den tjenesten ventet
    .body = { $service } spurte etter den som brukte tjenesten sist, og du logget inn som en annen. Ingenting om deg er sendt.
    .advice = Prøv igjen med den e‑ID‑en hvis den er din, eller gå tilbake til tjenesten og begynn på nytt der.
error-country-unavailable = Vi får ikke kontakt med { $country } nå
    .body = Vi har ingen gyldig forbindelse med innloggingstjenesten { $in_country } for øyeblikket. Det er ikke din feil.
    .advice = Prøv igjen senere, eller velg et annet land hvis du har en e‑ID der.
error-country-suspended = Innlogging fra { $country } er midlertidig stengt
    .body = Innlogging fra { $country } er stengt av sikkerhetsgrunner eller på grunn av vedlikehold.
    .advice = Prøv igjen senere, eller gå tilbake til tjenesten.
error-abroad-suspended = Innlogging på tjenester { $in_country } er midlertidig stengt
    .body = Den er stengt av sikkerhetsgrunner eller på grunn av vedlikehold. Ingenting om deg er sendt.
    .advice = Prøv igjen senere, eller spør tjenesten om en annen måte å logge inn på.
error-abroad-unavailable = Vi kan ikke sende deg tilbake til { $country } akkurat nå
    .body = Vi har ingen gyldig forbindelse med innloggingstjenesten { $in_country } for øyeblikket. Det er ikke din feil. Ingenting om deg er sendt.
    .advice = Gå til tjenesten på nytt om noen minutter, og begynn derfra.
error-cookie-missing = Vi kjenner ikke igjen denne nettleseren
    .body = En innlogging må avsluttes i den samme nettleseren som den begynte i, og informasjonskapsler må være tillatt. Det beskytter deg mot at andre bruker innloggingen din.
    .advice = Tillat informasjonskapsler for dette nettstedet, gå tilbake til tjenesten og start på nytt der.
error-too-many-logins = For mange innlogginger er åpne samtidig
    .body = Denne nettleseren har begynt så mange innlogginger at den eldste måtte lukkes. Dette var en av dem.
    .advice = Gå tilbake til tjenesten og start på nytt.
error-flow-expired = Innloggingen tok for lang tid
    .body = Av hensyn til sikkerheten din må en innlogging være ferdig innen { $minutes } minutter.
    .advice = Gå tilbake til tjenesten og start på nytt.
error-flow-unknown = Denne innloggingen finnes ikke lenger
    .body = Kanskje åpnet du et bokmerke eller en gammel side. En innlogging kan bare begynne hos tjenesten du vil bruke.
    .advice = Gå til tjenesten og logg inn derfra.
error-flow-finished = Denne innloggingen er allerede ferdig
    .body = Du er allerede sendt videre til { $service }.
    .advice = Fortsett hos tjenesten. Er du ikke logget inn der, starter du på nytt.
error-foreign-request-invalid = Innloggings­tjenesten i det andre landet sendte noe vi ikke kan bruke
    .body = Forespørselen besto ikke sikkerhetskontrollen vår, så vi har ikke bedt deg logge inn. Det er ikke din feil.
    .advice = Gå tilbake til tjenesten du kom fra, og prøv på nytt. Si fra til tjenesten hvis det skjer igjen.
error-foreign-request-late = Forespørselen fra det andre landet er for gammel
    .body = Av sikkerhetsgrunner gjelder en forespørsel om innlogging bare i noen minutter. Kanskje har du åpnet en gammel side.
    .advice = Gå tilbake til tjenesten du kom fra, og begynn på nytt.
error-foreign-request-used = Denne innloggingen er allerede startet én gang
    .body = Den samme forespørselen kan bare brukes én gang. Kanskje har du lastet en gammel side på nytt.
    .advice = Gå tilbake til tjenesten du kom fra, og begynn på nytt.
error-nothing-to-send = Vi kan ikke logge deg inn { $in_country }
    .body = Du har vist hvem du er, men noe som { $country } må ha, mangler: fornavn, etternavn, fødselsdato eller et godkjent sikkerhetsnivå. Ingenting om deg er sendt.
    .advice = Du kan gå tilbake til tjenesten, som får vite at innloggingen ikke lyktes.
error-not-abroad = Nasjonale e‑ID‑er er ikke åpne for andre land
    .body = Ingen nasjonal e‑ID er meldt til de andre europeiske landene her ennå, eller alle er stengt. Derfor er det ingenting å publisere på denne adressen.
    .advice = Bruk en annen måte å logge inn på som tjenesten tilbyr.
error-not-for-people = Her er det ingenting å se
    .body = Denne adressen tar imot meldinger mellom innloggingstjenestene i europeiske land.
    .advice = Gå til tjenesten du vil bruke, og logg inn derfra.
error-client-unknown = Vi kjenner ikke tjenesten som sendte deg
    .body = Tjenesten er ikke registrert her, eller den oppga feil returadresse. Derfor kan vi ikke sende deg tilbake automatisk.
    .advice = Si fra til tjenesten. Feilen er deres, ikke din.
error-request-invalid = Tjenesten sendte noe vi ikke kan bruke
    .body = Innloggingsforespørselen fra tjenesten har en feil. Det er ikke din feil.
    .advice = Gå tilbake til tjenesten og prøv igjen. Skjer det på nytt, si fra til tjenesten.
error-logout-expired = Dette spørsmålet er for gammelt
    .body = Et ønske om utlogging må besvares innen ti minutter. Du er ikke logget ut.
    .advice = Åpne «Innloggingen din her» nederst på siden for å logge ut.
error-logout-hint = Du er ikke logget ut: tjenestens bevis på innloggingen din er ikke gyldig
    .body = Tjenesten sendte et ID-token (id_token_hint) som ikke er et av våre til den. Det er ikke din feil.
    .advice = Åpne «Innloggingen din her» nederst på siden for å logge ut. Si fra til tjenesten hvis det skjer igjen.
error-logout-invalid = Du er ikke logget ut: tjenesten sendte noe vi ikke kan bruke
    .body = Forespørselen om utlogging har en feil, eller kommer fra en tjeneste vi ikke kjenner. Det er ikke din feil.
    .advice = Åpne «Innloggingen din her» nederst på siden for å logge ut. Si fra til tjenesten hvis det skjer igjen.
error-logout-return = Du er ikke logget ut: tjenesten oppga feil returadresse
    .body = Adressen å gå tilbake til etter utlogging (post_logout_redirect_uri) er ikke registrert for tjenesten, tegn for tegn. Det er ikke din feil.
    .advice = Åpne «Innloggingen din her» nederst på siden for å logge ut. Si fra til tjenesten hvis det skjer igjen.
error-too-many-attempts = Denne innloggingen er forsøkt for mange ganger
    .body = Du er sendt ut tre ganger i denne innloggingen uten at det kom noe svar.
    .advice = Gå tilbake til tjenesten og start på nytt.
error-busy = Det er for mange som logger inn akkurat nå
    .body = Vi tar ikke imot flere nye innlogginger et øyeblikk. Det er ikke din feil, og ingen som allerede har begynt, blir berørt.
    .advice = Vent litt, gå tilbake til tjenesten og prøv igjen.
error-not-found = Denne siden finnes ikke
    .body = Adressen er feil eller gammel.
    .advice = Gå til tjenesten du vil bruke, og logg inn derfra.
error-internal = Noe gikk galt hos oss
    .body = Det er ikke din feil. Ingenting er sendt til tjenesten.
    .advice = Prøv igjen om et øyeblikk. Skjer det på nytt, oppgi referansen nedenfor til oss.
error-unavailable = Vi kan ikke logge inn noen akkurat nå
    .body = Innloggingstjenesten startes på nytt eller har en feil. Det er ikke din feil.
    .advice = Prøv igjen om noen minutter.
