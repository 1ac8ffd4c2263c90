### Nynorsk. Texts of Landport's pages.
### Status: in use

## What stands around every page.

the-service = tenesta
skip-to-content = Gå til innhaldet
language-switch = Språk
footer-help = Hjelp
footer-privacy = Personvernerklæring
footer-accessibility = Tilgjengelegheitserklæring
footer-get-eid = Slik skaffar du deg e‑ID
banner-demo = Demo-Europa: alt her er simulert, og alle personar er oppdikta.
banner-test = Testmiljø: ikkje bruk ein ekte e‑ID her.
footer-unread = Ingen med språket som morsmål har lese denne omsetjinga enno. Sei frå til oss om det som bør bli betre.
steps-label = Stega i innlogginga
step-country = Vel land
step-home = Logg inn heime
step-back = Tilbake til tenesta
time-left-title = Treng du meir tid?
time-left-body = Innlogginga di her er slutt om om lag to minutt. Du kan få meir tid utan at noko går tapt.
time-left-more = Gi meg meir tid
time-left-last = Innlogginga di her er slutt om om lag to minutt og kan ikkje forlengjast meir. Gjer ho ferdig no, eller gå tilbake til tenesta og byrj på nytt.
eu-institutions = EU-institusjonane
logging-in-to = Du loggar inn på { $service }
service-of = Ei teneste frå { $organisation }
next = Neste
cancel = Avbryt
cancel-back-to = Avbryt og gå tilbake til { $service }

## The page where one chooses how to log in.

chooser-title = Korleis vil du logge inn?
chooser-legend = Vel elektronisk ID
chooser-eidas = Europeisk e‑ID
chooser-eidas-hint = Bruk e‑ID‑en du har frå heimlandet ditt i EU eller EØS.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Vel landet e‑ID‑en din kjem frå
country-intro = Du loggar inn med e‑ID‑en du bruker heime. Vi sender deg til ditt eige land, og etterpå kjem du tilbake hit.
country-level = { $service } krev ein e‑ID på nivået «{ $level }» eller høgare.
country-level-highest = { $service } krev ein e‑ID på nivået «{ $level }», som er det høgaste.
country-eids = Du kan bruke: { $eids }
country-more = Tenesta spør òg om dette om deg. Det blir sendt berre om landet ditt har det, og du kan logge inn utan.
country-companies = Denne tenesta er for føretak og andre organisasjonar. Heime loggar du inn på vegner av eitt av dei: namnet og identifikatoren blir sende.
country-companies-acting = Ditt eige namn, fødselsdatoen din og identifikatoren din blir òg sende om du handlar på vegner av det.
country-companies-alone = Her verkar berre e‑ID‑en til organisasjonen sjølv: Du kan ikkje handle på vegner av han med din eigen.
country-companies-more = Tenesta spør òg om dette om organisasjonen. Det blir sendt berre om landet ditt har det, og du kan logge inn utan.
country-legend = Land du kan velje
country-search = Søk etter land
country-search-button = Søk
country-show-all = Vis alle land
country-none = Ingen land passar med «{ $query }».
country-count = { $count ->
    [one] Eitt land
   *[other] { $count } land
}
country-choose-first = Vel eit land før du går vidare.
country-not-possible = Dette landet kan ikkje brukast til denne innlogginga no. Vel eit anna.
country-unavailable-legend = Land som ikkje kan brukast no
country-suggested = Forslag til deg
country-last-time = Valt sist på denne eininga
country-forget = Gløym valet mitt
country-by-service = Føreslått av tenesta
country-by-language = Føreslått ut frå språket i nettlesaren
country-not-connected = { $country } kan ikkje veljast her enno.
country-failing = Mange innloggingar frå dette landet mislykkast akkurat no
country-missing-title = Landet mitt er ikkje her
country-missing-body = Du kan velje land som har ein godkjend e‑ID, og som er kopla til oss. Ditt land kan kome til seinare. Har du ein e‑ID frå eit anna land, kan du bruke han. Elles kan du gå tilbake og spørje tenesta om ein annan måte.
reason-level = Har ingen e‑ID på nivået som krevst
reason-service-unknown = Tenesta er ikkje registrert for dette landet
reason-incomplete = Landet deler ikkje det som trengst for å logge inn
reason-unavailable = Vi får ikkje kontakt med dette landet
reason-starting = Blir kopla til; prøv igjen om ein augeblink
reason-suspended = Mellombels stengt
since = sidan { $time }
level-low = lågt
level-substantial = betydeleg
level-high = høgt

## The page that leads to the other country.

send-title = Vi sender deg til { $country }
send-body = Der loggar du inn med din eigen e‑ID. Etterpå kjem du automatisk tilbake hit.
send-button = Gå vidare til { $country }
send-time-limit = { $minutes ->
    [one] Du har om lag eitt minutt på å logge inn.
   *[other] Du har om lag { $minutes } minutt på å logge inn.
}
send-again-title = Kom du tilbake frå { $country }?
send-again-body = Du er allereie send dit éin gong. Du kan prøve igjen eller velje eit anna land.
send-choose-another = Vel eit anna land

## The page that leads back to the service.

continue-title = Du er logga inn
continue-body = Vi sender deg tilbake til { $service }.
continue-button = Gå vidare til { $service }
wait-title = Ein augeblink
wait-body = Innlogginga di blir framleis kontrollert. Trykk på knappen om ein augeblink.
wait-button = Sjå på nytt

## Too many log in at once, and a place in the queue is kept.

queue-title = Du står i kø
queue-body = Mange loggar inn akkurat no. Du held på plassen så lenge denne sida er open, og ho går vidare av seg sjølv når det er din tur.
queue-press = Mange loggar inn akkurat no. Du held på plassen. Trykk på knappen når det er din tur.
queue-minutes = { $minutes ->
    [one] Det tek om lag eitt minutt.
   *[other] Det tek om lag { $minutes } minutt.
}

## Whom one can ask when something did not work.

contact-title = Her kan du spørje
contact-country = Brukarstøtte for e‑ID‑ar { $in_country }
contact-eid = Brukarstøtte for { $eid }
contact-service = Brukarstøtte for { $service }
contact-ours = Brukarstøtte for denne innloggingstenesta
contact-phone = Telefon
contact-email = E‑post
contact-web = Nettside
contact-hours = Ope
contact-languages = Språk

## The front page, for whom came here by chance.

front-title = Innlogging på tvers av grensene i Europa
front-body = Dette er ei innloggingsteneste. Hit kjem du frå ei offentleg teneste du vil bruke, ikkje direkte. Gå til tenesta og vel å logge inn der.
front-developers = For deg som koplar til ei teneste eller eit land

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] på { $country }
    [IS] på { $country }
    [MT] på { $country }
   *[other] i { $country }
}

## The page that shows what would be sent to another country.

consent-title = Vil du sende opplysningane dine til { $country }?
consent-body = { $service } spør kven du er. Om du seier ja, blir desse opplysningane sende til innloggingstenesta { $in_country }, som gir dei vidare til { $service }. Ingenting er sendt enno.
consent-unnotified = Berre i test: { $eid } er ikkje godkjend for bruk i andre land.
consent-caption = Dette blir sendt
consent-level = Tryggleiksnivå
consent-level-value = { $level }, med { $eid }
consent-level-why = For at tenesta skal vite kor trygt du har logga inn.
consent-unsent-title = Dette blir ikkje sendt
consent-unsent-number = Fødselsnummeret eller D‑nummeret ditt. { $country } får ein identifikator som berre blir brukt der.
consent-unsent-asked = Det tenesta òg bad om:
consent-unsent-rest = Alt anna om deg, til dømes kva du gjer andre stader.
consent-once = Svaret ditt gjeld berre denne innlogginga.
consent-if-declined = Seier du nei, går du tilbake til tenesta, som ikkje får noko om deg.
consent-approve = Send og logg inn
consent-not-me = Dette er ikkje meg
consent-not-me-hint = Står det opplysningar om nokon andre her? Vel «Dette er ikkje meg». Då blir ingenting sendt, og du kan logge inn med din eigen e‑ID.
consent-decline = Ikkje send
consent-changed = Opplysningane er endra sidan du såg dei. Les dei på nytt.
consent-remember = { $days ->
    [one] Ikkje spør meg igjen i denne nettlesaren på éin dag når { $service } ber om dei same opplysningane.
   *[other] Ikkje spør meg igjen i denne nettlesaren på { $days } dagar når { $service } ber om dei same opplysningane.
}
consent-remember-hint = Du loggar likevel inn med e‑ID kvar gong. Om noko endrar seg, spør vi på nytt. Ikkje kryss av på ei maskin som andre bruker.
consent-remembered = Denne nettlesaren hugsar tenester du har sagt ja til før.
consent-forget = Spør meg kvar gong
consent-identifier = Identifikator
consent-identifier-why = For at tenesta skal kjenne deg att neste gong.
consent-family-name = Etternamn
consent-given-name = Førenamn
consent-name-why = For at tenesta skal kunne tiltale deg og finne saka di.
consent-birthdate = Fødselsdato
consent-birthdate-why = For at tenesta ikkje skal blande deg saman med andre med same namn.
consent-birth-name = Namn ved fødselen
consent-birthplace = Fødestad
consent-birth-country = Fødeland
consent-birth-town = Fødeby
consent-address = Adresse
consent-gender = Kjønn
consent-phone = Telefonnummer
consent-email = E‑postadresse
consent-nationality = Statsborgarskap
consent-residence = Bustadland
consent-e-justice-role = Rolle i e-Justice
consent-legal-name = Namnet på føretaket eller organisasjonen
consent-legal-identifier = Identifikatoren til føretaket eller organisasjonen
consent-vat = Meirverdiavgiftsnummer
consent-tax = Skattenummer
consent-eu-identifier = Den europeiske identifikatoren til føretaket (EUID)
consent-lei = Identifikator for juridiske einingar (LEI)
consent-eori = Tollnummer (EORI)
consent-excise = Særavgiftsnummer (SEED)
consent-sic = Næringskode (SIC)
consent-asked-why = Tenesta bad om det.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logg inn på ei teneste { $in_country }
national-abroad-body = { $service } { $in_country } spør kven du er. Du loggar inn med ein norsk e‑ID. Før noko blir sendt, ser du kva det er, og du kan seie nei.
national-some-service = Ei teneste
national-nameless = tenesta { $in_country }
national-level = Det krevst ein e‑ID på nivået «{ $level }» eller høgare.
national-level-highest = Det krevst ein e‑ID på nivået «{ $level }», som er det høgaste.
national-nobody = Ingen e‑ID kan brukast til denne innlogginga akkurat no.
national-greyed-legend = E‑ID‑ar som ikkje kan brukast no
national-why-planned = Ikkje godkjend for bruk i andre land enno
national-why-pre-notified = Godkjenning for bruk i andre land er i gang
national-why-level = Når ikkje tryggleiksnivået som krevst
national-why-no-terms = Inga avtale om bruk hos private verksemder { $in_country }
national-why-suspended = Mellombels stengd
national-why-unavailable = Svarar ikkje akkurat no
national-unnotified = Berre i test: ikkje godkjend for bruk i andre land
national-choose-first = Vel ein e‑ID før du går vidare.
national-not-possible = Denne e‑ID‑en kan ikkje brukast til denne innlogginga no. Vel ein annan.
national-just-failed = { $eid } svarar ikkje akkurat no. Vel ein annan e‑ID, eller prøv igjen om litt.
national-step-up = Du er logga inn, men på eit lågare nivå enn { $service } krev. Logg inn på nytt med ein sterkare e‑ID.
national-persons-title = Vel ein testperson
national-persons-warning = Berre i test: alle kan logge inn som kven som helst av desse. Ingen av dei finst.
national-persons-legend = Kven vil du vere?
national-persons-choose-first = Vel ein testperson før du går vidare.
national-persons-another = Logg inn på ein annan måte
national-try-again = Prøv igjen med { $eid }
national-another = Vel ein annan e‑ID
national-cancelled = Innlogginga med { $eid } vart stoppa
    .body = Du avbraut, eller { $eid } stadfesta ikkje kven du er. Ingenting er sendt til { $service }.
    .advice = Du kan prøve igjen, velje ein annan e‑ID eller gå tilbake til tenesta.
national-failed = { $eid } kunne ikkje logge deg inn
    .body = Innlogginga hos { $eid } enda med ein feil. Det er ikkje din feil, og heller ikkje feil hos { $service }.
    .advice = Prøv igjen, eller vel ein annan e‑ID.
national-level-too-low = Du treng ein sterkare e‑ID
    .body = Innlogginga med { $eid } når ikkje tryggleiksnivået som { $service } krev.
    .advice = Vel ein sterkare e‑ID.
national-answer-invalid = Vi kunne ikkje bruke svaret frå { $eid }
    .body = Svaret kom ikkje gjennom tryggleikskontrollen vår, så vi har ikkje logga deg inn. Det er ikkje din feil.
    .advice = Prøv igjen. Skjer det på nytt, oppgi referansen nedanfor til oss.
national-answer-late = Du må logge inn på nytt hos { $eid }
    .body = Denne innlogginga må skje no; ei innlogging frå før kan ikkje brukast. { $eid } svara med ei som er eldre.
    .advice = Prøv igjen, og logg inn på nytt når du blir beden om det.
national-incomplete = { $eid } sende ikkje alt som trengst
    .body = Nokre av grunnopplysningane dine (namn, fødselsdato, fødselsnummer) mangla eller var feil i svaret, så vi kan ikkje logge deg inn.
    .advice = Vel ein annan e‑ID, eller spør brukarstøtta for e‑ID‑en din.
national-not-notified = E‑ID‑en du brukte, kan ikkje brukast i andre land enno
    .body = Du logga inn hos { $eid }, men med ein e‑ID som ikkje er godkjend for bruk i andre land. Ingenting er sendt til { $service }.
    .advice = Prøv igjen, og vel der ein e‑ID som er godkjend.
national-suspended = { $eid } er mellombels stengd
    .body = Innlogging med { $eid } er stengd av omsyn til tryggleik eller vedlikehald.
    .advice = Vel ein annan e‑ID, eller prøv igjen seinare.
national-unavailable = { $eid } svarar ikkje akkurat no
    .body = Vi får ikkje kontakt med { $eid }. Det er ikkje din feil, og heller ikkje feil hos { $service }.
    .advice = Vel ein annan e‑ID, eller prøv igjen om nokre minutt.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digital lommebok
wallet-description = Identitetsbeviset i den europeiske lommeboka di
wallet-title = Logg inn med digital lommebok
wallet-body = Lommeboka di blir beden om namn, fødselsdato, land og fødselsnummer, så { $service } får vite kven du er. Du ser det same i lommeboka, og du avgjer der.
wallet-privacy = Vi gir opplysningane vidare til { $service } og tek ikkje vare på dei.
wallet-here-title = Lommeboka er på denne eininga
wallet-open = Opne lommeboka
wallet-open-other = Opne ei anna lommebok
wallet-here-hint = { $minutes ->
    [one] Lenkja verkar i eitt minutt. Etterpå kjem du automatisk tilbake hit.
   *[other] Lenkja verkar i { $minutes } minutt. Etterpå kjem du automatisk tilbake hit.
}
wallet-elsewhere-title = Lommeboka er på ei anna eining
wallet-scan = Skann koden med lommeboka. Skann berre ein kode på ei side du sjølv har opna.
wallet-scan-hint = { $minutes ->
    [one] Koden verkar i eitt minutt. Du kan hente ein ny når du vil.
   *[other] Koden verkar i { $minutes } minutt. Du kan hente ein ny når du vil.
}
wallet-qr-alternative = QR-kode som opnar lommeboka på ei anna eining. Den same lenkja står som tekst nedanfor.
wallet-copy = Kan du ikkje skanne koden?
wallet-copy-label = Kopier lenkja og opne ho på eininga der lommeboka er:
wallet-approved = Eg har godkjent, gå vidare
wallet-new-code = Hent ny lenkje og kode
wallet-another = Vel ein annan måte å logge inn på
wallet-not-yet = Vi har ikkje fått noko svar frå lommeboka enno. Godkjenn i lommeboka først.
wallet-refused = Det vart svara nei i lommeboka. Ingenting er sendt. Du kan prøve igjen med ein ny kode, eller velje ein annan måte.
wallet-failed = Lommeboka kunne ikkje svare på førespurnaden. Ingenting er sendt. Du kan prøve igjen med ein ny kode, eller velje ein annan måte.
wallet-expired = Lenkja og koden verkar ikkje lenger. Hent nye for å halde fram.
wallet-code-expired = Koden verkar ikkje lenger. Hent ein ny dersom lommeboka er på ei anna eining.
wallet-in-another-browser = Lommeboka har svara, og har opna ei anna fane eller ein annan nettlesar. Hald fram der, eller byrj på nytt her.
wallet-browser-title = La nettlesaren finne lommeboka
wallet-browser-ask = Finn lommeboka
wallet-browser-hint = Nettlesaren viser lommebøkene på denne eininga, eller koplar seg til telefonen din. Du avgjer der kva som blir vist.
wallet-browser-none = Inga lommebok svara. Prøv igjen, eller bruk ein av dei andre måtane på denne sida.
wallet-card-expired = Beviset som vart vist, er gått ut. Vis eit anna bevis, eller vel ein annan måte å logge inn på.
wallet-card-revoked = Beviset som vart vist, er trekt tilbake eller sperra av utferdaren. Vis eit anna bevis, eller vel ein annan måte å logge inn på.
wallet-not-taken = Det lommeboka viste, kunne ikkje brukast. Prøv igjen, eller vel ein annan måte å logge inn på.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Vi kjenner deg att
matched-body = Du er registrert her som { $name }, med eit nummer som sluttar på { $end }. Du får bruke { $service }, som får nummeret ditt.
matched-body-alone = Du er registrert her som { $name }, med eit nummer som sluttar på { $end }. Du får bruke { $service }, som ikkje får nummeret ditt.
matched-keep = Skal vi kjenne deg att neste gong?
matched-keep-hint = Om du vil, hugsar vi kva nummer som er ditt. Det er kryptert, og berre din eigen e‑ID opnar det. Då blir ikkje registeret spurt på nytt når du loggar inn.
matched-keep-until = Ja, til { $date }
matched-keep-not = Nei, ikkje hugs det
matched-none-title = Vi fann deg ikkje mellom dei som er registrerte her
matched-none-body = Du har vist at du er { $name }. Det e‑ID‑en din seier om deg, kunne ikkje koplast til éin person i registeret.
matched-used = Dette vart samanlikna
matched-differs = Står annleis i registeret
matched-ways = Dette kan du gjere
matched-link-title = Har du ein norsk e‑ID?
matched-link-body = Logg inn med han éin gong, så veit vi kva nummer som er ditt. Du treng ikkje logge inn { $in_country } på nytt. Gjer det same om du har fått ny e‑ID sidan sist.
matched-link = Kople med { $eid }
matched-update = Er noko om deg feil eller gammalt i registeret, kan du be om å få det retta og logge inn på nytt etterpå.
matched-without = Gå vidare likevel
matched-as-new = Gå vidare som ny brukar
matched-without-hint = Er du allereie registrert hos { $service }, veit ikkje tenesta at det er deg.
matched-not-linked = Ingenting vart kopla: Namnet eller fødselsdatoen din er ikkje lik i dei to e‑ID‑ane.
matched-not-proven = Innlogginga med den norske e‑ID‑en vart ikkje fullført. Ingenting vart kopla.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Innloggingane mine
own-receipt = Kvitteringar for innloggingane dine: kva som vart sendt om deg, til kven og kvifor
own-title = Innloggingane mine
own-intro = Her ser du dine eigne innloggingar dei siste 90 dagane, og kva som vart sendt om deg. Berre din eigen e‑ID opnar dei.
own-start = Logg inn og sjå dei
own-list = Dette vart sendt
own-none = Det er ingen innloggingar å vise.
own-when = Når
own-to = Til
own-with = Med
own-why = Kvifor
own-why-login = Du logga inn hos denne tenesta.
own-one = Vis berre denne kvitteringa, for utskrift
own-all = Vis alle innloggingane mine
own-kept = Dette kan du avslutte
own-kept-match = Nummeret ditt som sluttar på { $end }, blir hugsa til { $date }.
own-kept-from = { $country }: Vi hugsar nummeret ditt for ein e‑ID derifrå til { $date }.
own-end-match = Ikkje hugs det lenger
own-export = Lagre som fil (JSON)
own-code-title = Hjelp frå brukarstøtta
own-code-body = Hent ein kode og les han opp for brukarstøtta. Med han kan dei sjå denne lista i 15 minutt, og ikkje noko anna om deg.
own-code-get = Hent ein kode
own-code = Koden din: { $code }. Han verkar til { $time }.
own-leave = Lukk innloggingane mine
own-about = Dette tek vi vare på
own-about-passed = Det e‑ID‑en din seier om deg, går vidare til tenesta du loggar inn på. Vi har det ikkje lenger enn innlogginga varer.
own-about-yours = Dette kan du sjølv avslutte: innlogginga di her, samtykke som nettlesaren hugsar, og eit nummer du har late oss hugse. Lista over innloggingane dine blir sletta av seg sjølv etter 90 dagar. Alt er kryptert, og berre e‑ID‑en eller nettlesaren din opnar det.
own-about-law = Lova pålegg oss å føre ein logg over innloggingar, utan namnet eller nummeret ditt.
own-about-journal = Vart du samanlikna med eit register, tek vi òg vare på kva som vart samanlikna, kryptert, i 6 til 12 månader.
own-about-ask = Vil du ha noko sletta, eller vite kva vi har om deg? Spør her.

## The page of one’s own login here, and logging out.

session-link = Innlogginga di her
session-title = Du er logga inn her
session-by = { $minutes ->
    [one] Du logga inn med { $eid } for eitt minutt sidan. Tenester som bruker denne innlogginga, slepp deg inn utan å spørje på nytt i denne nettlesaren, til ho er slutt.
   *[other] Du logga inn med { $eid } for { $minutes } minutt sidan. Tenester som bruker denne innlogginga, slepp deg inn utan å spørje på nytt i denne nettlesaren, til ho er slutt.
}
session-services = Du har brukt ho til:
session-logout = Logg ut
session-logout-hint = Logg ut når andre òg bruker denne maskina.
session-nobody-title = Du er ikkje logga inn her
session-nobody-body = Inga teneste slepp nokon inn i denne nettlesaren utan ny innlogging. Du kan framleis vere logga inn hos ei teneste du har brukt før: logg ut der.
session-asks-title = Vil du logge ut?
session-asks-body = { $service } ber om å avslutte innlogginga di her.
session-asks-body-nameless = Ei side ber om å avslutte innlogginga di her.
session-stay = Bli verande innlogga
session-out-title = Du er logga ut
session-out-body = Innlogginga di er avslutta. Ingen kjem inn hos ei teneste med ho i denne nettlesaren lenger.
session-was-not = Du var ikkje logga inn her frå før heller.
session-closed = Desse tenestene har fått beskjed:
session-open = Du kan framleis vere logga inn hos desse tenestene:
session-open-hint = Logg ut der òg, eller lukk nettlesaren.
session-back = Gå vidare til { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Prøv igjen med { $country }
error-other-country = Vel eit anna land
error-back = Tilbake til { $service }
error-look = Prøv igjen
error-help = Få hjelp
error-reference = Referanse
error-reference-hint = Oppgi referansen om du kontaktar brukarstøtta. Referansen seier ingenting om deg.
error-cancelled = Du avbraut innlogginga { $in_country }
    .body = Ingenting er sendt til { $service }.
    .advice = Du kan gå tilbake til tenesta, prøve igjen eller velje eit anna land.
error-not-confirmed = { $country } stadfesta ikkje kven du er
    .body = Kanskje var ein kode feil, kanskje er e‑ID‑en din sperra eller gått ut, eller du avbraut der. Ingenting er sendt til { $service }.
    .advice = Prøv igjen. Er e‑ID‑en din sperra, er det berre brukarstøtta for e‑ID‑en som kan opne han.
error-peer-failed = { $country } kunne ikkje logge deg inn
    .body = Innlogginga { $in_country } enda med ein feil. Det er ikkje din feil, og heller ikkje feil hos { $service }.
    .advice = Prøv igjen. Skjer det på nytt, veit brukarstøtta for e‑ID‑en din meir.
error-level-too-low = Du treng ein sterkare e‑ID
    .body = E‑ID‑en du brukte, når ikkje tryggleiksnivået som { $service } krev.
    .advice = Prøv igjen med ein sterkare e‑ID, om landet ditt har ein.
error-answer-invalid = Vi kunne ikkje bruke svaret frå { $country }
    .body = Svaret kom ikkje gjennom tryggleikskontrollen vår, så vi har ikkje logga deg inn. Det er ikkje din feil.
    .advice = Prøv igjen. Skjer det på nytt, oppgi referansen nedanfor til oss.
error-answer-late = Svaret kom for seint
    .body = Av omsyn til tryggleiken din er eit svar frå eit anna land berre gyldig i nokre minutt.
    .advice = Prøv igjen; du treng ikkje å velje land ein gong til.
error-answer-used = Denne innlogginga er allereie brukt
    .body = Det same svaret kan berre brukast éin gong. Kanskje lasta du inn ei gammal side på nytt.
    .advice = Gå tilbake til tenesta. Er du ikkje logga inn der, startar du på nytt.
error-incomplete = { $country } sende ikkje alt som trengst
    .body = Nokre av grunnopplysningane dine (namn, fødselsdato, identifikator) mangla i svaret, så vi kan ikkje logge deg inn.
    .advice = Brukarstøtta for e‑ID‑en din veit kva opplysningar han sender. Du kan prøve igjen eller velje eit anna land.
error-representation = Her kan du berre logge inn som deg sjølv
    .body = { $country } opplyste at du handlar på vegner av nokon andre. Det kan ikkje { $service } ta imot.
    .advice = Prøv igjen og logg inn for deg sjølv.
error-another-level = Du treng ein annan e‑ID
    .body = { $service } godtek berre visse tryggleiksnivå, og innlogginga di hadde eit anna. Ingenting om deg er sendt.
    .advice = Logg inn med ein annan e‑ID, eller gå tilbake til tenesta.
error-another-person = Du er ikkje den tenesta venta
    .body = { $service } spurde etter den som brukte tenesta sist, og du logga inn som ein annan. Ingenting om deg er sendt.
    .advice = Prøv igjen med den e‑ID‑en om han er din, eller gå tilbake til tenesta og byrj på nytt der.
error-country-unavailable = Vi får ikkje kontakt med { $country } no
    .body = Vi har ikkje noko gyldig samband med innloggingstenesta { $in_country } akkurat no. Det er ikkje din feil.
    .advice = Prøv igjen seinare, eller vel eit anna land om du har ein e‑ID der.
error-country-suspended = Innlogging frå { $country } er mellombels stengd
    .body = Innlogging frå { $country } er stengd av tryggleiksgrunnar eller på grunn av vedlikehald.
    .advice = Prøv igjen seinare, eller gå tilbake til tenesta.
error-abroad-suspended = Innlogging på tenester { $in_country } er mellombels stengd
    .body = Ho er stengd av tryggleiksgrunnar eller på grunn av vedlikehald. Ingenting om deg er sendt.
    .advice = Prøv igjen seinare, eller spør tenesta om ein annan måte å logge inn på.
error-abroad-unavailable = Vi kan ikkje sende deg tilbake til { $country } akkurat no
    .body = Vi har ikkje noko gyldig samband med innloggingstenesta { $in_country } akkurat no. Det er ikkje din feil. Ingenting om deg er sendt.
    .advice = Gå til tenesta på nytt om nokre minutt, og byrj derifrå.
error-cookie-missing = Vi kjenner ikkje att denne nettlesaren
    .body = Ei innlogging må avsluttast i den same nettlesaren som ho byrja i, og informasjonskapslar må vere tillatne. Det vernar deg mot at andre bruker innlogginga di.
    .advice = Tillat informasjonskapslar for denne nettstaden, gå tilbake til tenesta og start på nytt der.
error-too-many-logins = For mange innloggingar er opne samtidig
    .body = Denne nettlesaren har byrja så mange innloggingar at den eldste måtte lukkast. Dette var ei av dei.
    .advice = Gå tilbake til tenesta og start på nytt.
error-flow-expired = Innlogginga tok for lang tid
    .body = Av omsyn til tryggleiken din må ei innlogging vere ferdig innan { $minutes } minutt.
    .advice = Gå tilbake til tenesta og start på nytt.
error-flow-unknown = Denne innlogginga finst ikkje lenger
    .body = Kanskje opna du eit bokmerke eller ei gammal side. Ei innlogging kan berre byrje hos tenesta du vil bruke.
    .advice = Gå til tenesta og logg inn derifrå.
error-flow-finished = Denne innlogginga er allereie ferdig
    .body = Du er allereie send vidare til { $service }.
    .advice = Hald fram hos tenesta. Er du ikkje logga inn der, startar du på nytt.
error-foreign-request-invalid = Innloggingstenesta i det andre landet sende noko vi ikkje kan bruke
    .body = Førespurnaden kom ikkje gjennom tryggleikskontrollen vår, så vi har ikkje bede deg logge inn. Det er ikkje din feil.
    .advice = Gå tilbake til tenesta du kom frå, og prøv på nytt. Sei frå til tenesta om det skjer igjen.
error-foreign-request-late = Førespurnaden frå det andre landet er for gammal
    .body = Av tryggleiksgrunnar gjeld ein førespurnad om innlogging berre i nokre minutt. Kanskje har du opna ei gammal side.
    .advice = Gå tilbake til tenesta du kom frå, og byrj på nytt.
error-foreign-request-used = Denne innlogginga er allereie starta éin gong
    .body = Den same førespurnaden kan berre brukast éin gong. Kanskje har du lasta ei gammal side på nytt.
    .advice = Gå tilbake til tenesta du kom frå, og byrj på nytt.
error-nothing-to-send = Vi kan ikkje logge deg inn { $in_country }
    .body = Du har vist kven du er, men noko som { $country } må ha, manglar: førenamn, etternamn, fødselsdato eller eit godkjent tryggleiksnivå. Ingenting om deg er sendt.
    .advice = Du kan gå tilbake til tenesta, som får vite at innlogginga ikkje lukkast.
error-not-abroad = Nasjonale e‑ID‑ar er ikkje opne for andre land
    .body = Ingen nasjonal e‑ID er meld til dei andre europeiske landa her enno, eller alle er stengde. Difor er det ingenting å publisere på denne adressa.
    .advice = Bruk ein annan måte å logge inn på som tenesta tilbyr.
error-not-for-people = Her er det ingenting å sjå
    .body = Denne adressa tek imot meldingar mellom innloggingstenestene i europeiske land.
    .advice = Gå til tenesta du vil bruke, og logg inn derifrå.
error-client-unknown = Vi kjenner ikkje tenesta som sende deg
    .body = Tenesta er ikkje registrert her, eller ho oppgav feil returadresse. Difor kan vi ikkje sende deg tilbake automatisk.
    .advice = Sei frå til tenesta. Feilen er deira, ikkje din.
error-request-invalid = Tenesta sende noko vi ikkje kan bruke
    .body = Innloggingsførespurnaden frå tenesta har ein feil. Det er ikkje din feil.
    .advice = Gå tilbake til tenesta og prøv igjen. Skjer det på nytt, sei frå til tenesta.
error-logout-expired = Dette spørsmålet er for gammalt
    .body = Eit ønske om utlogging må svarast på innan ti minutt. Du er ikkje logga ut.
    .advice = Opne «Innlogginga di her» nedst på sida for å logge ut.
error-logout-hint = Du er ikkje logga ut: beviset tenesta har på innlogginga di, er ikkje gyldig
    .body = Tenesta sende eit ID-token (id_token_hint) som ikkje er eit av våre til ho. Det er ikkje din feil.
    .advice = Opne «Innlogginga di her» nedst på sida for å logge ut. Sei frå til tenesta om det skjer igjen.
error-logout-invalid = Du er ikkje logga ut: tenesta sende noko vi ikkje kan bruke
    .body = Førespurnaden om utlogging har ein feil, eller kjem frå ei teneste vi ikkje kjenner. Det er ikkje din feil.
    .advice = Opne «Innlogginga di her» nedst på sida for å logge ut. Sei frå til tenesta om det skjer igjen.
error-logout-return = Du er ikkje logga ut: tenesta oppgav feil returadresse
    .body = Adressa å gå tilbake til etter utlogging (post_logout_redirect_uri) er ikkje registrert for tenesta, teikn for teikn. Det er ikkje din feil.
    .advice = Opne «Innlogginga di her» nedst på sida for å logge ut. Sei frå til tenesta om det skjer igjen.
error-too-many-attempts = Denne innlogginga er prøvd for mange gonger
    .body = Du er send ut tre gonger i denne innlogginga utan at det kom noko svar.
    .advice = Gå tilbake til tenesta og start på nytt.
error-busy = Det er for mange som loggar inn akkurat no
    .body = Vi tek ikkje imot fleire nye innloggingar ein augeblink. Det er ikkje din feil, og ingen som allereie har byrja, blir råka.
    .advice = Vent litt, gå tilbake til tenesta og prøv igjen.
error-not-found = Denne sida finst ikkje
    .body = Adressa er feil eller gammal.
    .advice = Gå til tenesta du vil bruke, og logg inn derifrå.
error-internal = Noko gjekk gale hos oss
    .body = Det er ikkje din feil. Ingenting er sendt til tenesta.
    .advice = Prøv igjen om ein augeblink. Skjer det på nytt, oppgi referansen nedanfor til oss.
error-unavailable = Vi kan ikkje logge inn nokon akkurat no
    .body = Innloggingstenesta blir starta på nytt eller har ein feil. Det er ikkje din feil.
    .advice = Prøv igjen om nokre minutt.
