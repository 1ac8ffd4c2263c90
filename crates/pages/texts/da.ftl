### Danish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = tjenesten
skip-to-content = Gå til indhold
language-switch = Sprog
footer-help = Hjælp
footer-privacy = Privatlivspolitik
footer-accessibility = Tilgængelighedserklæring
footer-get-eid = Sådan får du et eID
banner-demo = Demo-Europa: alt her er simuleret, og alle personer er opdigtede.
banner-test = Testmiljø: brug ikke et rigtigt eID her.
footer-unread = Ingen med sproget som modersmål har læst denne oversættelse endnu. Sig gerne til, hvis noget kan blive bedre.
steps-label = Trinene i dit login
step-country = Vælg land
step-home = Log ind hjemme
step-back = Tilbage til tjenesten
time-left-title = Har du brug for mere tid?
time-left-body = Dit login her udløber om cirka to minutter. Du kan få mere tid, uden at noget går tabt.
time-left-more = Giv mig mere tid
time-left-last = Dit login her udløber om cirka to minutter og kan ikke forlænges mere. Gør det færdigt nu, eller gå tilbage til tjenesten og start forfra.
eu-institutions = EU-institutionerne
logging-in-to = Du er ved at logge ind på { $service }
service-of = En tjeneste fra { $organisation }
next = Næste
cancel = Annuller
cancel-back-to = Annuller og gå tilbage til { $service }

## The page where one chooses how to log in.

chooser-title = Hvordan vil du logge ind?
chooser-legend = Vælg din elektroniske identitet
chooser-eidas = Europæisk eID
chooser-eidas-hint = Brug det eID, du har fra dit hjemland i EU eller EØS.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Vælg det land, dit eID kommer fra
country-intro = Du logger ind med det eID, du bruger hjemme. Vi sender dig til dit eget land, og bagefter kommer du tilbage hertil.
country-level = { $service } kræver et eID på niveauet »{ $level }« eller højere.
country-level-highest = { $service } kræver et eID på niveauet »{ $level }«, som er det højeste.
country-eids = Du kan bruge: { $eids }
country-more = Tjenesten beder også om dette om dig. Det sendes kun, hvis dit land har det, og du kan logge ind uden.
country-companies = Denne tjeneste er for virksomheder og andre organisationer. I dit eget land logger du ind på vegne af en af dem: dens navn og identifikator sendes.
country-companies-acting = Dit eget navn, din fødselsdato og din identifikator sendes også, hvis du handler på dens vegne.
country-companies-alone = Her virker kun organisationens eget eID: du kan ikke handle på dens vegne med dit.
country-companies-more = Tjenesten beder også om dette om organisationen. Det sendes kun, hvis dit land har det, og du kan logge ind uden.
country-legend = Lande, du kan vælge
country-search = Søg efter land
country-search-button = Søg
country-show-all = Vis alle lande
country-none = Ingen lande svarer til »{ $query }«.
country-count = { $count ->
    [one] Ét land
   *[other] { $count } lande
}
country-choose-first = Vælg et land, før du går videre.
country-not-possible = Det land kan ikke bruges til dette login lige nu. Vælg et andet.
country-unavailable-legend = Lande, der ikke kan bruges lige nu
country-suggested = Forslag til dig
country-last-time = Valgt sidst på denne enhed
country-forget = Glem mit valg
country-by-service = Foreslået af tjenesten
country-by-language = Foreslået ud fra sproget i din browser
country-not-connected = { $country } kan ikke vælges her endnu.
country-failing = Mange login fra dette land mislykkes lige nu
country-missing-title = Mit land er ikke på listen
country-missing-body = Du kan vælge lande, der har et godkendt eID, og som er tilsluttet os. Dit land kan komme til senere. Har du et eID fra et andet land, kan du bruge det. Ellers kan du gå tilbage og spørge tjenesten om en anden måde.
reason-level = Har intet eID på det niveau, der kræves
reason-service-unknown = Tjenesten er ikke registreret for dette land
reason-incomplete = Landet deler ikke de oplysninger, som et login kræver
reason-unavailable = Vi kan ikke få forbindelse til dette land
reason-starting = Er ved at blive tilsluttet; prøv igen om et øjeblik
reason-suspended = Midlertidigt lukket
since = siden { $time }
level-low = lav
level-substantial = betydelig
level-high = høj

## The page that leads to the other country.

send-title = Vi sender dig til { $country }
send-body = Dér logger du ind med dit eget eID. Bagefter kommer du automatisk tilbage hertil.
send-button = Fortsæt til { $country }
send-time-limit = { $minutes ->
    [one] Du har cirka ét minut til at logge ind.
   *[other] Du har cirka { $minutes } minutter til at logge ind.
}
send-again-title = Kom du tilbage fra { $country }?
send-again-body = Du er allerede blevet sendt dertil én gang. Du kan prøve igen eller vælge et andet land.
send-choose-another = Vælg et andet land

## The page that leads back to the service.

continue-title = Du er logget ind
continue-body = Vi sender dig tilbage til { $service }.
continue-button = Fortsæt til { $service }
wait-title = Et øjeblik
wait-body = Dit login bliver stadig kontrolleret. Tryk på knappen om et øjeblik.
wait-button = Se igen

## Too many log in at once, and a place in the queue is kept.

queue-title = Du står i kø
queue-body = Mange logger ind lige nu. Du beholder din plads, så længe denne side er åben, og den går videre af sig selv, når det er din tur.
queue-press = Mange logger ind lige nu. Du beholder din plads. Tryk på knappen, når det er din tur.
queue-minutes = { $minutes ->
    [one] Det tager cirka ét minut.
   *[other] Det tager cirka { $minutes } minutter.
}

## Whom one can ask when something did not work.

contact-title = Her kan du spørge
contact-country = Support for eID’er { $in_country }
contact-eid = Support for { $eid }
contact-service = Support for { $service }
contact-ours = Support for denne logintjeneste
contact-phone = Telefon
contact-email = E‑mail
contact-web = Webside
contact-hours = Åbent
contact-languages = Sprog

## The front page, for whom came here by chance.

front-title = Log ind på tværs af Europas grænser
front-body = Dette er en logintjeneste. Man kommer hertil fra en offentlig tjeneste, som man vil bruge, ikke direkte. Gå til tjenesten, og vælg at logge ind dér.
front-developers = For dig, der tilslutter en tjeneste eller et land

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] på { $country }
    [IS] på { $country }
    [MT] på { $country }
   *[other] i { $country }
}

## The page that shows what would be sent to another country.

consent-title = Vil du sende dine oplysninger til { $country }?
consent-body = { $service } spørger, hvem du er. Hvis du siger ja, sendes disse oplysninger til logintjenesten { $in_country }, som giver dem videre til { $service }. Intet er sendt endnu.
consent-unnotified = Kun i test: { $eid } er ikke godkendt til brug i andre lande.
consent-caption = Dette bliver sendt
consent-level = Sikringsniveau
consent-level-value = { $level }, med { $eid }
consent-level-why = For at tjenesten kan vide, hvor sikkert du er logget ind.
consent-unsent-title = Dette bliver ikke sendt
consent-unsent-number = Dit nationale personnummer. { $country } får en identifikator, der kun bruges dér.
consent-unsent-asked = Det, tjenesten også bad om:
consent-unsent-rest = Alt andet om dig, for eksempel hvad du gør andre steder.
consent-once = Dit svar gælder kun dette login.
consent-if-declined = Hvis du siger nej, går du tilbage til tjenesten, som ikke får noget at vide om dig.
consent-approve = Send og log ind
consent-not-me = Det er ikke mig
consent-not-me-hint = Er det en andens oplysninger? Vælg »Det er ikke mig«. Så bliver intet sendt, og du kan logge ind med dit eget eID.
consent-decline = Send ikke
consent-changed = Oplysningerne er ændret, siden du så dem. Læs dem igen.
consent-remember = { $days ->
    [one] Spørg mig ikke igen i denne browser i én dag, når { $service } beder om de samme oplysninger.
   *[other] Spørg mig ikke igen i denne browser i { $days } dage, når { $service } beder om de samme oplysninger.
}
consent-remember-hint = Du logger alligevel ind med dit eID hver gang. Hvis noget ændrer sig, spørger vi igen. Sæt ikke kryds på en computer, som andre bruger.
consent-remembered = Denne browser husker tjenester, du tidligere har sagt ja til.
consent-forget = Spørg mig hver gang
consent-identifier = Identifikator
consent-identifier-why = For at tjenesten kan genkende dig næste gang.
consent-family-name = Efternavn
consent-given-name = Fornavn
consent-name-why = For at tjenesten kan tiltale dig og finde din sag.
consent-birthdate = Fødselsdato
consent-birthdate-why = For at tjenesten ikke forveksler dig med andre med samme navn.
consent-birth-name = Navn ved fødslen
consent-birthplace = Fødested
consent-birth-country = Fødeland
consent-birth-town = Fødeby
consent-address = Adresse
consent-gender = Køn
consent-phone = Telefonnummer
consent-email = E‑mailadresse
consent-nationality = Statsborgerskab
consent-residence = Bopælsland
consent-e-justice-role = Rolle i e-Justice
consent-legal-name = Virksomhedens eller organisationens navn
consent-legal-identifier = Virksomhedens eller organisationens identifikator
consent-vat = Momsnummer
consent-tax = Skattenummer
consent-eu-identifier = Virksomhedens europæiske identifikator (EUID)
consent-lei = Identifikator for juridiske enheder (LEI)
consent-eori = Toldnummer (EORI)
consent-excise = Punktafgiftsnummer (SEED)
consent-sic = Branchekode (SIC)
consent-asked-why = Tjenesten bad om det.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Log ind på en tjeneste { $in_country }
national-abroad-body = { $service } { $in_country } spørger, hvem du er. Du logger ind med et norsk eID. Før noget bliver sendt, ser du, hvad det er, og du kan sige nej.
national-some-service = En tjeneste
national-nameless = tjenesten { $in_country }
national-level = Der kræves et eID på niveauet »{ $level }« eller højere.
national-level-highest = Der kræves et eID på niveauet »{ $level }«, som er det højeste.
national-nobody = Intet eID kan bruges til dette login lige nu.
national-greyed-legend = eID’er, der ikke kan bruges nu
national-why-planned = Endnu ikke godkendt til brug i andre lande
national-why-pre-notified = Godkendelse til brug i andre lande er i gang
national-why-level = Når ikke det niveau, der kræves
national-why-no-terms = Ingen aftale om brug hos private virksomheder { $in_country }
national-why-suspended = Midlertidigt lukket
national-why-unavailable = Svarer ikke lige nu
national-unnotified = Kun i test: ikke godkendt til brug i andre lande
national-choose-first = Vælg et eID, før du går videre.
national-not-possible = Dette eID kan ikke bruges til dette login nu. Vælg et andet.
national-just-failed = { $eid } svarer ikke lige nu. Vælg et andet eID, eller prøv igen om lidt.
national-step-up = Du er logget ind, men på et lavere niveau end { $service } kræver. Log ind igen med et stærkere eID.
national-persons-title = Vælg en testperson
national-persons-warning = Kun i test: alle kan logge ind som hvem som helst af disse. Ingen af dem findes.
national-persons-legend = Hvem vil du være?
national-persons-choose-first = Vælg en testperson, før du går videre.
national-persons-another = Log ind på en anden måde
national-try-again = Prøv igen med { $eid }
national-another = Vælg et andet eID
national-cancelled = Login med { $eid } blev afbrudt
    .body = Du annullerede, eller { $eid } bekræftede ikke, hvem du er. Intet er sendt til { $service }.
    .advice = Du kan prøve igen, vælge et andet eID eller gå tilbage til tjenesten.
national-failed = { $eid } kunne ikke logge dig ind
    .body = Login hos { $eid } endte med en fejl. Det er ikke din fejl og heller ikke en fejl hos { $service }.
    .advice = Prøv igen, eller vælg et andet eID.
national-level-too-low = Du har brug for et stærkere eID
    .body = Login med { $eid } når ikke det sikringsniveau, som { $service } kræver.
    .advice = Vælg et stærkere eID.
national-answer-invalid = Vi kunne ikke bruge svaret fra { $eid }
    .body = Svaret bestod ikke vores sikkerhedskontrol, så vi har ikke logget dig ind. Det er ikke din fejl.
    .advice = Prøv igen. Sker det igen, så oplys referencen nedenfor til os.
national-answer-late = Du skal logge ind på ny hos { $eid }
    .body = Dette login skal ske nu; et tidligere kan ikke bruges. { $eid } svarede med et, der er ældre.
    .advice = Prøv igen, og log ind på ny, når du bliver bedt om det.
national-incomplete = { $eid } sendte ikke alt det nødvendige
    .body = Nogle af dine grundoplysninger (navn, fødselsdato, personnummer) manglede eller var forkerte i svaret, så vi kan ikke logge dig ind.
    .advice = Vælg et andet eID, eller spørg supporten for det, du brugte.
national-not-notified = Det eID, du brugte, kan endnu ikke bruges i andre lande
    .body = Du loggede ind hos { $eid }, men med et eID, der ikke er godkendt til brug i andre lande. Intet er sendt til { $service }.
    .advice = Prøv igen, og vælg dér et, der er godkendt.
national-suspended = { $eid } er midlertidigt lukket
    .body = Login med { $eid } er lukket af hensyn til sikkerhed eller vedligeholdelse.
    .advice = Vælg et andet eID, eller prøv igen senere.
national-unavailable = { $eid } svarer ikke lige nu
    .body = Vi kan ikke få forbindelse til { $eid }. Det er ikke din fejl og heller ikke en fejl hos { $service }.
    .advice = Vælg et andet eID, eller prøv igen om nogle minutter.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digital tegnebog
wallet-description = Identitetsbeviset i din europæiske tegnebog
wallet-title = Log ind med en digital tegnebog
wallet-body = Din tegnebog bliver bedt om navn, fødselsdato, land og nationalt personnummer, så { $service } ved, hvem du er. Du ser det samme i tegnebogen, og du bestemmer dér.
wallet-privacy = Vi giver oplysningerne videre til { $service } og gemmer dem ikke.
wallet-here-title = Tegnebogen er på denne enhed
wallet-open = Åbn tegnebogen
wallet-open-other = Åbn en anden tegnebog
wallet-here-hint = { $minutes ->
    [one] Linket virker i ét minut. Bagefter kommer du automatisk tilbage hertil.
   *[other] Linket virker i { $minutes } minutter. Bagefter kommer du automatisk tilbage hertil.
}
wallet-elsewhere-title = Tegnebogen er på en anden enhed
wallet-scan = Scan koden med tegnebogen. Scan kun en kode på en side, som du selv har åbnet.
wallet-scan-hint = { $minutes ->
    [one] Koden virker i ét minut. Du kan hente en ny, når du vil.
   *[other] Koden virker i { $minutes } minutter. Du kan hente en ny, når du vil.
}
wallet-qr-alternative = QR-kode, der åbner tegnebogen på en anden enhed. Det samme link står som tekst nedenfor.
wallet-copy = Kan du ikke scanne koden?
wallet-copy-label = Kopiér linket, og åbn det på den enhed, hvor tegnebogen er:
wallet-approved = Jeg har godkendt, fortsæt
wallet-new-code = Hent nyt link og ny kode
wallet-another = Vælg en anden måde at logge ind på
wallet-not-yet = Vi har ikke fået svar fra tegnebogen endnu. Godkend først i tegnebogen.
wallet-refused = Der blev svaret nej i tegnebogen. Intet er sendt. Du kan prøve igen med en ny kode eller vælge en anden måde.
wallet-failed = Tegnebogen kunne ikke svare på anmodningen. Intet er sendt. Du kan prøve igen med en ny kode eller vælge en anden måde.
wallet-expired = Linket og koden virker ikke længere. Hent nye for at fortsætte.
wallet-code-expired = Koden virker ikke længere. Hent en ny, hvis tegnebogen er på en anden enhed.
wallet-in-another-browser = Tegnebogen har svaret og åbnet en anden fane eller browser. Fortsæt dér, eller begynd forfra her.
wallet-browser-title = Lad browseren finde tegnebogen
wallet-browser-ask = Find tegnebogen
wallet-browser-hint = Din browser viser tegnebøgerne på denne enhed eller opretter forbindelse til din telefon. Dér bestemmer du, hvad der vises.
wallet-browser-none = Ingen tegnebog svarede. Prøv igen, eller brug en af de andre måder på denne side.
wallet-card-expired = Det bevis, der blev vist, er udløbet. Vis et andet bevis, eller vælg en anden måde at logge ind på.
wallet-card-revoked = Det bevis, der blev vist, er trukket tilbage eller spærret af udstederen. Vis et andet bevis, eller vælg en anden måde at logge ind på.
wallet-not-taken = Det, tegnebogen viste, kunne ikke bruges. Prøv igen, eller vælg en anden måde at logge ind på.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Vi genkender dig
matched-body = Du er registreret her som { $name }, med et nummer, der slutter på { $end }. Du kan bruge { $service }, som får dit nummer.
matched-body-alone = Du er registreret her som { $name }, med et nummer, der slutter på { $end }. Du kan bruge { $service }, som ikke får dit nummer.
matched-keep = Skal vi genkende dig næste gang?
matched-keep-hint = Hvis du vil, gemmer vi, hvilket nummer der er dit. Det er krypteret, og kun dit eget eID åbner det. Så bliver registret ikke spurgt igen, når du logger ind.
matched-keep-until = Ja, indtil { $date }
matched-keep-not = Nej, gem det ikke
matched-none-title = Vi fandt dig ikke blandt dem, der er registreret her
matched-none-body = Du har vist, at du er { $name }. Det, dit eID siger om dig, kunne ikke knyttes til én person i registret.
matched-used = Dette blev sammenlignet
matched-differs = Står anderledes i registret
matched-ways = Det kan du gøre
matched-link-title = Har du et norsk eID?
matched-link-body = Log ind med det én gang, så ved vi, hvilket nummer der er dit. Du behøver ikke logge ind { $in_country } igen. Gør det samme, hvis du har fået et nyt eID siden sidst.
matched-link = Forbind med { $eid }
matched-update = Er noget om dig forkert eller gammelt i registret, kan du bede om at få det rettet og logge ind igen bagefter.
matched-without = Fortsæt alligevel
matched-as-new = Fortsæt som ny bruger
matched-without-hint = Er du allerede registreret hos { $service }, ved tjenesten ikke, at det er dig.
matched-not-linked = Intet blev forbundet: Dit navn eller din fødselsdato er ikke ens i de to eID’er.
matched-not-proven = Login med det norske eID blev ikke gennemført. Intet blev forbundet.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mine login
own-receipt = Kvitteringer for dine login: hvad der blev sendt om dig, til hvem og hvorfor
own-title = Mine login
own-intro = Her ser du dine egne login fra de seneste 90 dage, og hvad der blev sendt om dig. Kun dit eget eID åbner dem.
own-start = Log ind og se dem
own-list = Dette blev sendt
own-none = Der er ingen login at vise.
own-when = Hvornår
own-to = Til
own-with = Med
own-why = Hvorfor
own-why-login = Du loggede ind hos denne tjeneste.
own-one = Vis kun denne kvittering, til udskrift
own-all = Vis alle mine login
own-kept = Det kan du afslutte
own-kept-match = Dit nummer, der slutter på { $end }, gemmes til { $date }.
own-kept-from = { $country }: dit nummer gemmes for et eID derfra til { $date }.
own-end-match = Gem det ikke længere
own-export = Gem som fil (JSON)
own-code-title = Hjælp fra supporten
own-code-body = Få en kode, og læs den op for supporten. Med den kan de se denne liste i 15 minutter og intet andet om dig.
own-code-get = Få en kode
own-code = Din kode: { $code }. Den virker til { $time }.
own-leave = Luk mine login
own-about = Det gemmer vi
own-about-passed = Det, dit eID siger om dig, sendes videre til den tjeneste, du logger ind på. Vi har det ikke længere, end dit login varer.
own-about-yours = Det kan du selv afslutte: dit login her, samtykker, som din browser husker, og et nummer, du har ladet os gemme. Listen over dine login slettes af sig selv efter 90 dage. Alt er krypteret, og kun dit eID eller din browser åbner det.
own-about-law = Loven kræver, at vi fører en log over login, uden dit navn eller nummer.
own-about-journal = Blev du sammenlignet med et register, gemmes også det, der blev sammenlignet, krypteret, i 6 til 12 måneder.
own-about-ask = Vil du have noget slettet, eller vide, hvad vi har om dig? Spørg her.

## The page of one’s own login here, and logging out.

session-link = Dit login her
session-title = Du er logget ind her
session-by = { $minutes ->
    [one] Du loggede ind med { $eid } for ét minut siden. Tjenester, der bruger dette login, lukker dig ind uden at spørge igen i denne browser, indtil det udløber.
   *[other] Du loggede ind med { $eid } for { $minutes } minutter siden. Tjenester, der bruger dette login, lukker dig ind uden at spørge igen i denne browser, indtil det udløber.
}
session-services = Du har brugt det til:
session-logout = Log ud
session-logout-hint = Log ud, når andre også bruger denne computer.
session-nobody-title = Du er ikke logget ind her
session-nobody-body = Ingen tjeneste lukker nogen ind i denne browser uden et nyt login. Du kan stadig være logget ind hos en tjeneste, du har brugt før: log ud dér.
session-asks-title = Vil du logge ud?
session-asks-body = { $service } beder om at afslutte dit login her.
session-asks-body-nameless = En side beder om at afslutte dit login her.
session-stay = Forbliv logget ind
session-out-title = Du er logget ud
session-out-body = Dit login er afsluttet. Ingen kommer længere ind hos en tjeneste med det i denne browser.
session-was-not = Du var heller ikke logget ind her i forvejen.
session-closed = Disse tjenester har fået besked:
session-open = Du kan stadig være logget ind hos disse tjenester:
session-open-hint = Log også ud dér, eller luk browseren.
session-back = Gå videre til { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Prøv igen med { $country }
error-other-country = Vælg et andet land
error-back = Tilbage til { $service }
error-look = Prøv igen
error-help = Få hjælp
error-reference = Reference
error-reference-hint = Oplys referencen, hvis du kontakter supporten. Den siger intet om dig.
error-cancelled = Du afbrød dit login { $in_country }
    .body = Intet er sendt til { $service }.
    .advice = Du kan gå tilbage til tjenesten, prøve igen eller vælge et andet land.
error-not-confirmed = { $country } bekræftede ikke, hvem du er
    .body = Måske var en kode forkert, måske er dit eID spærret eller udløbet, eller du afbrød dér. Intet er sendt til { $service }.
    .advice = Prøv igen. Er dit eID spærret, kan kun dets egen support låse det op.
error-peer-failed = { $country } kunne ikke logge dig ind
    .body = Dit login { $in_country } endte med en fejl. Det er ikke din fejl og heller ikke en fejl hos { $service }.
    .advice = Prøv igen. Sker det igen, ved supporten for dit eID mere.
error-level-too-low = Du har brug for et stærkere eID
    .body = Det eID, du brugte, når ikke det sikringsniveau, som { $service } kræver.
    .advice = Prøv igen med et stærkere eID, hvis dit land har et.
error-answer-invalid = Vi kunne ikke bruge svaret fra { $country }
    .body = Svaret bestod ikke vores sikkerhedskontrol, så vi har ikke logget dig ind. Det er ikke din fejl.
    .advice = Prøv igen. Sker det igen, så oplys referencen nedenfor til os.
error-answer-late = Svaret kom for sent
    .body = Af hensyn til din sikkerhed er et svar fra et andet land kun gyldigt i nogle minutter.
    .advice = Prøv igen; du behøver ikke vælge land en gang til.
error-answer-used = Dette login er allerede brugt
    .body = Det samme svar kan kun bruges én gang. Måske har du genindlæst en gammel side.
    .advice = Gå tilbage til tjenesten. Hvis du ikke er logget ind dér, så begynd forfra.
error-incomplete = { $country } sendte ikke alt det nødvendige
    .body = Nogle af dine grundoplysninger (navn, fødselsdato, identifikator) manglede i svaret, så vi kan ikke logge dig ind.
    .advice = Supporten for dit eID ved, hvilke oplysninger det sender. Du kan prøve igen eller vælge et andet land.
error-representation = Her kan du kun logge ind som dig selv
    .body = { $country } oplyste, at du handler på vegne af en anden. Det kan { $service } ikke modtage.
    .advice = Prøv igen, og log ind for dig selv.
error-another-level = Du har brug for et andet eID
    .body = { $service } tager kun imod bestemte sikringsniveauer, og dit login havde et andet. Intet om dig er sendt.
    .advice = Log ind med et andet eID, eller gå tilbage til tjenesten.
error-another-person = Du er ikke den person, som tjenesten forventede
    .body = { $service } spurgte efter den, der brugte tjenesten sidst, og du loggede ind som en anden. Intet om dig er sendt.
    .advice = Prøv igen med den persons eID, hvis det er dit, eller gå tilbage til tjenesten og begynd forfra dér.
error-country-unavailable = Vi kan ikke få forbindelse til { $country } lige nu
    .body = Vi har ingen gyldig forbindelse til logintjenesten { $in_country } for øjeblikket. Det er ikke din fejl.
    .advice = Prøv igen senere, eller vælg et andet land, hvis du har et eID dér.
error-country-suspended = Login fra { $country } er midlertidigt lukket
    .body = Login fra { $country } er lukket af hensyn til sikkerhed eller vedligeholdelse.
    .advice = Prøv igen senere, eller gå tilbage til tjenesten.
error-abroad-suspended = Login på tjenester { $in_country } er midlertidigt lukket
    .body = Det er lukket af hensyn til sikkerhed eller vedligeholdelse. Intet om dig er sendt.
    .advice = Prøv igen senere, eller spørg tjenesten om en anden måde at logge ind på.
error-abroad-unavailable = Vi kan ikke sende dig tilbage til { $country } lige nu
    .body = Vi har ingen gyldig forbindelse til logintjenesten { $in_country } for øjeblikket. Det er ikke din fejl. Intet om dig er sendt.
    .advice = Gå til tjenesten igen om nogle minutter, og begynd derfra.
error-cookie-missing = Vi genkender ikke denne browser
    .body = Et login skal afsluttes i den samme browser, som det begyndte i, og cookies skal være tilladt. Det beskytter dig mod, at andre prøver at bruge dit login.
    .advice = Tillad cookies for dette websted, gå tilbage til tjenesten, og begynd forfra dér.
error-too-many-logins = For mange login er åbne på én gang
    .body = Denne browser har begyndt så mange login, at det ældste måtte lukkes. Dette var et af dem.
    .advice = Gå tilbage til tjenesten, og begynd forfra.
error-flow-expired = Dit login tog for lang tid
    .body = Af hensyn til din sikkerhed skal et login være færdigt inden for { $minutes } minutter.
    .advice = Gå tilbage til tjenesten, og begynd forfra.
error-flow-unknown = Dette login findes ikke længere
    .body = Måske åbnede du et bogmærke eller en gammel side. Et login kan kun begynde hos den tjeneste, du vil bruge.
    .advice = Gå til tjenesten, og log ind derfra.
error-flow-finished = Dette login er allerede afsluttet
    .body = Du er allerede sendt videre til { $service }.
    .advice = Fortsæt hos tjenesten. Hvis du ikke er logget ind dér, så begynd forfra.
error-foreign-request-invalid = Det andet lands logintjeneste sendte noget, vi ikke kan bruge
    .body = Anmodningen bestod ikke vores sikkerhedskontrol, så vi har ikke bedt dig logge ind. Det er ikke din fejl.
    .advice = Gå tilbage til den tjeneste, du kom fra, og prøv igen. Sker det igen, så sig det til tjenesten.
error-foreign-request-late = Anmodningen fra det andet land er for gammel
    .body = Af hensyn til din sikkerhed gælder en anmodning om login kun i nogle minutter. Måske har du åbnet en gammel side.
    .advice = Gå tilbage til den tjeneste, du kom fra, og begynd forfra.
error-foreign-request-used = Dette login er allerede startet én gang
    .body = Den samme anmodning kan kun bruges én gang. Måske har du genindlæst en gammel side.
    .advice = Gå tilbage til den tjeneste, du kom fra, og begynd forfra.
error-nothing-to-send = Vi kan ikke logge dig ind { $in_country }
    .body = Du har vist, hvem du er, men noget, som { $country } skal have, mangler: fornavn, efternavn, fødselsdato eller et godkendt sikringsniveau. Intet om dig er sendt.
    .advice = Du kan gå tilbage til tjenesten, som får at vide, at dit login ikke lykkedes.
error-not-abroad = Nationale eID’er er ikke åbne for andre lande
    .body = Intet nationalt eID er endnu anmeldt til de andre europæiske lande her, eller også er alle lukket. Derfor er der intet at offentliggøre på denne adresse.
    .advice = Brug en anden måde at logge ind på, som tjenesten tilbyder.
error-not-for-people = Her er intet at se
    .body = Denne adresse modtager meddelelser mellem europæiske landes logintjenester.
    .advice = Gå til den tjeneste, du vil bruge, og log ind derfra.
error-client-unknown = Vi kender ikke den tjeneste, der sendte dig
    .body = Tjenesten er ikke registreret her, eller den oplyste en forkert returadresse. Derfor kan vi ikke sende dig tilbage automatisk.
    .advice = Sig det til tjenesten. Fejlen er deres, ikke din.
error-request-invalid = Tjenesten sendte noget, vi ikke kan bruge
    .body = Der er en fejl i loginanmodningen fra tjenesten. Det er ikke din fejl.
    .advice = Gå tilbage til tjenesten, og prøv igen. Sker det igen, så sig det til tjenesten.
error-logout-expired = Dette spørgsmål er for gammelt
    .body = En anmodning om at logge ud skal besvares inden for ti minutter. Du er ikke logget ud.
    .advice = Åbn »Dit login her« nederst på siden for at logge ud.
error-logout-hint = Du er ikke logget ud: tjenestens bevis på dit login er ikke gyldigt
    .body = Tjenesten sendte et ID-token (id_token_hint), som ikke er et af vores til den. Det er ikke din fejl.
    .advice = Åbn »Dit login her« nederst på siden for at logge ud. Sker det igen, så sig det til tjenesten.
error-logout-invalid = Du er ikke logget ud: tjenesten sendte noget, vi ikke kan bruge
    .body = Der er en fejl i anmodningen om at logge ud, eller den kommer fra en tjeneste, vi ikke kender. Det er ikke din fejl.
    .advice = Åbn »Dit login her« nederst på siden for at logge ud. Sker det igen, så sig det til tjenesten.
error-logout-return = Du er ikke logget ud: tjenesten oplyste en forkert returadresse
    .body = Adressen, man vender tilbage til efter at have logget ud (post_logout_redirect_uri), er ikke registreret for tjenesten, tegn for tegn. Det er ikke din fejl.
    .advice = Åbn »Dit login her« nederst på siden for at logge ud. Sker det igen, så sig det til tjenesten.
error-too-many-attempts = Dette login er forsøgt for mange gange
    .body = Du er sendt ud tre gange i dette login, uden at der kom svar.
    .advice = Gå tilbage til tjenesten, og begynd forfra.
error-busy = For mange logger ind lige nu
    .body = Vi tager ikke imod flere nye login et øjeblik. Det er ikke din fejl, og ingen, der allerede er begyndt, bliver berørt.
    .advice = Vent lidt, gå tilbage til tjenesten, og prøv igen.
error-not-found = Denne side findes ikke
    .body = Adressen er forkert eller gammel.
    .advice = Gå til den tjeneste, du vil bruge, og log ind derfra.
error-internal = Noget gik galt hos os
    .body = Det er ikke din fejl. Intet er sendt til tjenesten.
    .advice = Prøv igen om et øjeblik. Sker det igen, så oplys referencen nedenfor til os.
error-unavailable = Vi kan ikke logge nogen ind lige nu
    .body = Logintjenesten genstartes eller har en fejl. Det er ikke din fejl.
    .advice = Prøv igen om nogle minutter.
