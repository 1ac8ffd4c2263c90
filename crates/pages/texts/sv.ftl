### Swedish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = tjänsten
skip-to-content = Gå till innehållet
language-switch = Språk
footer-help = Hjälp
footer-privacy = Integritetsmeddelande
footer-accessibility = Tillgänglighetsredogörelse
footer-get-eid = Så skaffar du en e‑legitimation
banner-demo = Demo-Europa: allt här är simulerat och alla personer är påhittade.
banner-test = Testmiljö: använd inte en riktig e‑legitimation här.
footer-unread = Ingen med språket som modersmål har läst den här översättningen ännu. Säg gärna till om det som kan bli bättre.
steps-label = Stegen i din inloggning
step-country = Välj land
step-home = Logga in i hemlandet
step-back = Tillbaka till tjänsten
time-left-title = Behöver du mer tid?
time-left-body = Din inloggning här upphör om ungefär två minuter. Du kan få mer tid utan att något går förlorat.
time-left-more = Ge mig mer tid
time-left-last = Din inloggning här upphör om ungefär två minuter och kan inte förlängas mer. Gör klart den nu, eller gå tillbaka till tjänsten och börja om.
eu-institutions = EU:s institutioner
logging-in-to = Du loggar in på { $service }
service-of = En tjänst från { $organisation }
next = Nästa
cancel = Avbryt
cancel-back-to = Avbryt och gå tillbaka till { $service }

## The page where one chooses how to log in.

chooser-title = Hur vill du logga in?
chooser-legend = Välj din elektroniska identitet
chooser-eidas = Europeisk e‑legitimation
chooser-eidas-hint = Använd e‑legitimationen från ditt hemland i EU eller EES.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Välj landet som din e‑legitimation kommer från
country-intro = Du loggar in med den e‑legitimation som du använder hemma. Vi skickar dig till ditt eget land och sedan kommer du tillbaka hit.
country-level = { $service } kräver en e‑legitimation på nivån ”{ $level }” eller högre.
country-level-highest = { $service } kräver en e‑legitimation på nivån ”{ $level }”, som är den högsta.
country-eids = Du kan använda: { $eids }
country-more = Tjänsten ber också om detta om dig. Det skickas bara om ditt land har det, och du kan logga in utan det.
country-companies = Den här tjänsten är för företag och andra organisationer. Hemma loggar du in för en av dem: dess namn och identifierare skickas.
country-companies-acting = Ditt eget namn, ditt födelsedatum och din identifierare skickas också om du företräder den.
country-companies-alone = Här fungerar bara organisationens egen e‑legitimation: du kan inte företräda den med din egen.
country-companies-more = Tjänsten ber också om detta om organisationen. Det skickas bara om ditt land har det, och du kan logga in utan det.
country-legend = Länder som du kan välja
country-search = Sök efter land
country-search-button = Sök
country-show-all = Visa alla länder
country-none = Inget land passar med ”{ $query }”.
country-count = { $count ->
    [one] Ett land
   *[other] { $count } länder
}
country-choose-first = Välj ett land innan du går vidare.
country-not-possible = Det landet kan inte användas för den här inloggningen just nu. Välj ett annat.
country-unavailable-legend = Länder som inte kan användas just nu
country-suggested = Förslag till dig
country-last-time = Valt senast på den här enheten
country-forget = Glöm mitt val
country-by-service = Föreslaget av tjänsten
country-by-language = Föreslaget utifrån språket i din webbläsare
country-not-connected = { $country } kan inte väljas här ännu.
country-failing = Många inloggningar från det här landet misslyckas just nu
country-missing-title = Mitt land finns inte här
country-missing-body = Du kan välja länder som har en godkänd e‑legitimation och som är anslutna till oss. Ditt land kan bli anslutet senare. Har du en e‑legitimation från ett annat land kan du använda den. Annars kan du gå tillbaka och fråga tjänsten om ett annat sätt.
reason-level = Har ingen e‑legitimation på den nivå som krävs
reason-service-unknown = Tjänsten är inte registrerad för det här landet
reason-incomplete = Landet delar inte de uppgifter som en inloggning kräver
reason-unavailable = Vi får ingen kontakt med det här landet
reason-starting = Ansluts just nu; försök igen om en stund
reason-suspended = Tillfälligt stängt
since = sedan { $time }
level-low = låg
level-substantial = väsentlig
level-high = hög

## The page that leads to the other country.

send-title = Vi skickar dig till { $country }
send-body = Där loggar du in med din egen e‑legitimation. Sedan kommer du automatiskt tillbaka hit.
send-button = Fortsätt till { $country }
send-time-limit = { $minutes ->
    [one] Du har ungefär en minut på dig att logga in.
   *[other] Du har ungefär { $minutes } minuter på dig att logga in.
}
send-again-title = Kom du tillbaka från { $country }?
send-again-body = Du har redan skickats dit en gång. Du kan försöka igen eller välja ett annat land.
send-choose-another = Välj ett annat land

## The page that leads back to the service.

continue-title = Du är inloggad
continue-body = Vi skickar dig tillbaka till { $service }.
continue-button = Fortsätt till { $service }
wait-title = Ett ögonblick
wait-body = Din inloggning kontrolleras fortfarande. Tryck på knappen om en stund.
wait-button = Titta igen

## Too many log in at once, and a place in the queue is kept.

queue-title = Du står i kö
queue-body = Många loggar in just nu. Du behåller din plats så länge den här sidan är öppen, och den går vidare av sig själv när det är din tur.
queue-press = Många loggar in just nu. Du behåller din plats. Tryck på knappen när det är din tur.
queue-minutes = { $minutes ->
    [one] Det tar ungefär en minut.
   *[other] Det tar ungefär { $minutes } minuter.
}

## Whom one can ask when something did not work.

contact-title = Här kan du fråga
contact-country = Support för e‑legitimationer { $in_country }
contact-eid = Support för { $eid }
contact-service = Support för { $service }
contact-ours = Support för den här inloggningstjänsten
contact-phone = Telefon
contact-email = E‑post
contact-web = Webbplats
contact-hours = Öppet
contact-languages = Språk

## The front page, for whom came here by chance.

front-title = Logga in över Europas gränser
front-body = Det här är en inloggningstjänst. Hit kommer man från en offentlig tjänst som man vill använda, inte direkt. Gå till tjänsten och välj att logga in där.
front-developers = För dig som ansluter en tjänst eller ett land

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] på { $country }
    [IS] på { $country }
    [MT] på { $country }
   *[other] i { $country }
}

## The page that shows what would be sent to another country.

consent-title = Vill du skicka dina uppgifter till { $country }?
consent-body = { $service } frågar vem du är. Om du säger ja skickas de här uppgifterna till inloggningstjänsten { $in_country }, som lämnar dem vidare till { $service }. Inget har skickats ännu.
consent-unnotified = Endast i test: { $eid } är inte godkänd för användning i andra länder.
consent-caption = Det här skickas
consent-level = Tillitsnivå
consent-level-value = { $level }, med { $eid }
consent-level-why = För att tjänsten ska veta hur säkert du har loggat in.
consent-unsent-title = Det här skickas inte
consent-unsent-number = Ditt nationella id-nummer. { $country } får en identifierare som bara används där.
consent-unsent-asked = Det som tjänsten också bad om:
consent-unsent-rest = Allt annat om dig, till exempel vad du gör på andra ställen.
consent-once = Ditt svar gäller bara den här inloggningen.
consent-if-declined = Om du säger nej går du tillbaka till tjänsten, som inte får veta något om dig.
consent-approve = Skicka och logga in
consent-not-me = Det här är inte jag
consent-not-me-hint = Är det någon annans uppgifter? Välj ”Det här är inte jag”. Då skickas inget, och du kan logga in med din egen e‑legitimation.
consent-decline = Skicka inte
consent-changed = Uppgifterna har ändrats sedan du såg dem. Läs dem igen.
consent-remember = { $days ->
    [one] Fråga mig inte igen på en dag i den här webbläsaren när { $service } ber om samma uppgifter.
   *[other] Fråga mig inte igen på { $days } dagar i den här webbläsaren när { $service } ber om samma uppgifter.
}
consent-remember-hint = Du loggar ändå in med din e‑legitimation varje gång. Om något ändras frågar vi igen. Kryssa inte i rutan på en dator som andra använder.
consent-remembered = Den här webbläsaren kommer ihåg tjänster som du har sagt ja till tidigare.
consent-forget = Fråga mig varje gång
consent-identifier = Identifierare
consent-identifier-why = För att tjänsten ska känna igen dig nästa gång.
consent-family-name = Efternamn
consent-given-name = Förnamn
consent-name-why = För att tjänsten ska kunna tilltala dig och hitta ditt ärende.
consent-birthdate = Födelsedatum
consent-birthdate-why = För att tjänsten inte ska förväxla dig med andra som har samma namn.
consent-birth-name = Namn vid födseln
consent-birthplace = Födelseort
consent-birth-country = Födelseland
consent-birth-town = Födelsestad
consent-address = Adress
consent-gender = Kön
consent-phone = Telefonnummer
consent-email = E‑postadress
consent-nationality = Medborgarskap
consent-residence = Bosättningsland
consent-e-justice-role = Roll i e-Justice
consent-legal-name = Företagets eller organisationens namn
consent-legal-identifier = Företagets eller organisationens identifierare
consent-vat = Momsregistreringsnummer
consent-tax = Skatteregistreringsnummer
consent-eu-identifier = Företagets europeiska identifierare (EUID)
consent-lei = Identifieringskod för juridiska personer (LEI)
consent-eori = Tullnummer (EORI)
consent-excise = Punktskattenummer (SEED)
consent-sic = Branschkod (SIC)
consent-asked-why = Tjänsten bad om det.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logga in på en tjänst { $in_country }
national-abroad-body = { $service } { $in_country } frågar vem du är. Du loggar in med en norsk e‑legitimation. Innan något skickas ser du vad det är, och du kan säga nej.
national-some-service = En tjänst
national-nameless = tjänsten { $in_country }
national-level = En e‑legitimation på nivån ”{ $level }” eller högre krävs.
national-level-highest = En e‑legitimation på nivån ”{ $level }” krävs, vilket är den högsta.
national-nobody = Ingen e‑legitimation kan användas för den här inloggningen just nu.
national-greyed-legend = E‑legitimationer som inte kan användas nu
national-why-planned = Ännu inte godkänd för användning i andra länder
national-why-pre-notified = Godkännande för användning i andra länder pågår
national-why-level = Når inte den nivå som krävs
national-why-no-terms = Inget avtal om användning hos privata företag { $in_country }
national-why-suspended = Tillfälligt stängd
national-why-unavailable = Svarar inte just nu
national-unnotified = Endast i test: inte godkänd för användning i andra länder
national-choose-first = Välj en e‑legitimation innan du går vidare.
national-not-possible = Den här e‑legitimationen kan inte användas för den här inloggningen nu. Välj en annan.
national-just-failed = { $eid } svarar inte just nu. Välj en annan e‑legitimation eller försök igen om en stund.
national-step-up = Du är inloggad, men på en lägre nivå än { $service } kräver. Logga in igen med en starkare e‑legitimation.
national-persons-title = Välj en testperson
national-persons-warning = Endast i test: vem som helst kan logga in som vem som helst av dessa. Ingen av dem finns.
national-persons-legend = Vem vill du vara?
national-persons-choose-first = Välj en testperson innan du går vidare.
national-persons-another = Logga in på ett annat sätt
national-try-again = Försök igen med { $eid }
national-another = Välj en annan e‑legitimation
national-cancelled = Inloggningen med { $eid } avbröts
    .body = Du avbröt, eller { $eid } bekräftade inte vem du är. Inget har skickats till { $service }.
    .advice = Du kan försöka igen, välja en annan e‑legitimation eller gå tillbaka till tjänsten.
national-failed = { $eid } kunde inte logga in dig
    .body = Inloggningen hos { $eid } slutade med ett fel. Det är inte ditt fel och inte heller ett fel hos { $service }.
    .advice = Försök igen eller välj en annan e‑legitimation.
national-level-too-low = Du behöver en starkare e‑legitimation
    .body = Inloggningen med { $eid } når inte den tillitsnivå som { $service } kräver.
    .advice = Välj en starkare e‑legitimation.
national-answer-invalid = Vi kunde inte använda svaret från { $eid }
    .body = Svaret klarade inte våra säkerhetskontroller, så vi har inte loggat in dig. Det är inte ditt fel.
    .advice = Försök igen. Händer det på nytt, uppge referensen nedan för oss.
national-answer-late = Du måste logga in på nytt hos { $eid }
    .body = Den här inloggningen måste ske nu; en tidigare kan inte användas. { $eid } svarade med en som är äldre.
    .advice = Försök igen och logga in på nytt när du ombeds göra det.
national-incomplete = { $eid } skickade inte allt som behövs
    .body = Några av dina grunduppgifter (namn, födelsedatum, id-nummer) saknades eller var fel i svaret, så vi kan inte logga in dig.
    .advice = Välj en annan e‑legitimation eller fråga supporten för den du använde.
national-not-notified = E‑legitimationen du använde kan ännu inte användas i andra länder
    .body = Du loggade in hos { $eid }, men med en e‑legitimation som inte är godkänd för användning i andra länder. Inget har skickats till { $service }.
    .advice = Försök igen och välj där en som är godkänd.
national-suspended = { $eid } är tillfälligt stängd
    .body = Inloggning med { $eid } är stängd av säkerhetsskäl eller för underhåll.
    .advice = Välj en annan e‑legitimation eller försök igen senare.
national-unavailable = { $eid } svarar inte just nu
    .body = Vi får ingen kontakt med { $eid }. Det är inte ditt fel och inte heller ett fel hos { $service }.
    .advice = Välj en annan e‑legitimation eller försök igen om några minuter.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digital plånbok
wallet-description = Identitetsbeviset i din europeiska plånbok
wallet-title = Logga in med en digital plånbok
wallet-body = Din plånbok ombeds lämna namn, födelsedatum, land och nationellt id-nummer så att { $service } vet vem du är. Du ser samma sak i plånboken, och du bestämmer där.
wallet-privacy = Vi lämnar uppgifterna vidare till { $service } och sparar dem inte.
wallet-here-title = Plånboken finns på den här enheten
wallet-open = Öppna plånboken
wallet-open-other = Öppna en annan plånbok
wallet-here-hint = { $minutes ->
    [one] Länken fungerar i en minut. Sedan kommer du automatiskt tillbaka hit.
   *[other] Länken fungerar i { $minutes } minuter. Sedan kommer du automatiskt tillbaka hit.
}
wallet-elsewhere-title = Plånboken finns på en annan enhet
wallet-scan = Skanna koden med plånboken. Skanna bara en kod på en sida som du själv har öppnat.
wallet-scan-hint = { $minutes ->
    [one] Koden fungerar i en minut. Du kan hämta en ny när du vill.
   *[other] Koden fungerar i { $minutes } minuter. Du kan hämta en ny när du vill.
}
wallet-qr-alternative = QR-kod som öppnar plånboken på en annan enhet. Samma länk står som text nedan.
wallet-copy = Kan du inte skanna koden?
wallet-copy-label = Kopiera länken och öppna den på enheten där plånboken finns:
wallet-approved = Jag har godkänt, fortsätt
wallet-new-code = Hämta ny länk och kod
wallet-another = Välj ett annat sätt att logga in
wallet-not-yet = Vi har inte fått något svar från plånboken ännu. Godkänn i plånboken först.
wallet-refused = Svaret i plånboken var nej. Inget har skickats. Du kan försöka igen med en ny kod eller välja ett annat sätt.
wallet-failed = Plånboken kunde inte svara på begäran. Inget har skickats. Du kan försöka igen med en ny kod eller välja ett annat sätt.
wallet-expired = Länken och koden fungerar inte längre. Hämta nya för att fortsätta.
wallet-code-expired = Koden fungerar inte längre. Hämta en ny om plånboken finns på en annan enhet.
wallet-in-another-browser = Plånboken har svarat och öppnat en annan flik eller webbläsare. Fortsätt där eller börja om här.
wallet-browser-title = Låt webbläsaren hitta plånboken
wallet-browser-ask = Hitta plånboken
wallet-browser-hint = Webbläsaren visar plånböckerna på den här enheten eller ansluter till din telefon. Där bestämmer du vad som visas.
wallet-browser-none = Ingen plånbok svarade. Försök igen eller använd något av de andra sätten på den här sidan.
wallet-card-expired = Beviset som visades har gått ut. Visa ett annat eller välj ett annat sätt att logga in.
wallet-card-revoked = Beviset som visades har återkallats eller spärrats av utfärdaren. Visa ett annat eller välj ett annat sätt att logga in.
wallet-not-taken = Det som plånboken visade kunde inte användas. Försök igen eller välj ett annat sätt att logga in.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Vi känner igen dig
matched-body = Du är registrerad här som { $name }, med ett nummer som slutar på { $end }. Du får använda { $service }, som får ditt nummer.
matched-body-alone = Du är registrerad här som { $name }, med ett nummer som slutar på { $end }. Du får använda { $service }, som inte får ditt nummer.
matched-keep = Ska vi känna igen dig nästa gång?
matched-keep-hint = Om du vill sparar vi vilket nummer som är ditt. Det är krypterat, och bara din egen e‑legitimation öppnar det. Då frågas inte registret igen när du loggar in.
matched-keep-until = Ja, till { $date }
matched-keep-not = Nej, spara det inte
matched-none-title = Vi hittade dig inte bland dem som är registrerade här
matched-none-body = Du har visat att du är { $name }. Det som din e‑legitimation säger om dig kunde inte kopplas till en enda person i registret.
matched-used = Det här jämfördes
matched-differs = Är annorlunda i registret
matched-ways = Det här kan du göra
matched-link-title = Har du en norsk e‑legitimation?
matched-link-body = Logga in med den en gång, så vet vi vilket nummer som är ditt. Du behöver inte logga in { $in_country } igen. Gör likadant om du har fått en ny e‑legitimation sedan sist.
matched-link = Koppla med { $eid }
matched-update = Är något om dig fel eller gammalt i registret kan du be att få det rättat och logga in igen efteråt.
matched-without = Gå vidare ändå
matched-as-new = Gå vidare som ny användare
matched-without-hint = Är du redan registrerad hos { $service } vet tjänsten inte att det är du.
matched-not-linked = Inget kopplades: ditt namn eller födelsedatum är inte detsamma i de två e‑legitimationerna.
matched-not-proven = Inloggningen med den norska e‑legitimationen slutfördes inte. Inget kopplades.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mina inloggningar
own-receipt = Kvitton på dina inloggningar: vad som skickades om dig, till vem och varför
own-title = Mina inloggningar
own-intro = Här ser du dina egna inloggningar de senaste 90 dagarna och vad som skickades om dig. Bara din egen e‑legitimation öppnar dem.
own-start = Logga in och se dem
own-list = Det här skickades
own-none = Det finns inga inloggningar att visa.
own-when = När
own-to = Till
own-with = Med
own-why = Varför
own-why-login = Du loggade in hos den här tjänsten.
own-one = Visa bara det här kvittot, för utskrift
own-all = Visa alla mina inloggningar
own-kept = Det här kan du avsluta
own-kept-match = Ditt nummer som slutar på { $end } sparas till { $date }.
own-kept-from = { $country }: ditt nummer sparas för en e‑legitimation därifrån till { $date }.
own-end-match = Spara det inte längre
own-export = Spara som fil (JSON)
own-code-title = Hjälp från supporten
own-code-body = Hämta en kod och läs upp den för supporten. Med den kan de se den här listan i 15 minuter, och inget annat om dig.
own-code-get = Hämta en kod
own-code = Din kod: { $code }. Den fungerar till { $time }.
own-leave = Stäng mina inloggningar
own-about = Det här sparar vi
own-about-passed = Det som din e‑legitimation säger om dig skickas vidare till tjänsten du loggar in på. Vi har det inte längre än inloggningen varar.
own-about-yours = Det här kan du själv avsluta: din inloggning här, samtycken som din webbläsare minns och ett nummer som du har låtit oss spara. Listan över dina inloggningar raderas av sig själv efter 90 dagar. Allt är krypterat, och bara din e‑legitimation eller din webbläsare öppnar det.
own-about-law = Lagen kräver att vi för en logg över inloggningar, utan ditt namn eller nummer.
own-about-journal = Om du jämfördes med ett register sparas även det som jämfördes, krypterat, i 6 till 12 månader.
own-about-ask = Vill du ha något raderat, eller veta vad vi har om dig? Fråga här.

## The page of one’s own login here, and logging out.

session-link = Din inloggning här
session-title = Du är inloggad här
session-by = { $minutes ->
    [one] Du loggade in med { $eid } för en minut sedan. Tjänster som använder den här inloggningen släpper in dig utan att fråga igen i den här webbläsaren, tills den upphör.
   *[other] Du loggade in med { $eid } för { $minutes } minuter sedan. Tjänster som använder den här inloggningen släpper in dig utan att fråga igen i den här webbläsaren, tills den upphör.
}
session-services = Du har använt den till:
session-logout = Logga ut
session-logout-hint = Logga ut när andra också använder den här datorn.
session-nobody-title = Du är inte inloggad här
session-nobody-body = Ingen tjänst släpper in någon i den här webbläsaren utan en ny inloggning. Du kan fortfarande vara inloggad hos en tjänst som du har använt tidigare: logga ut där.
session-asks-title = Vill du logga ut?
session-asks-body = { $service } ber om att avsluta din inloggning här.
session-asks-body-nameless = En sida ber om att avsluta din inloggning här.
session-stay = Förbli inloggad
session-out-title = Du är utloggad
session-out-body = Din inloggning är avslutad. Ingen kommer längre in på en tjänst med den i den här webbläsaren.
session-was-not = Du var inte inloggad här tidigare heller.
session-closed = De här tjänsterna har fått besked:
session-open = Du kan fortfarande vara inloggad hos de här tjänsterna:
session-open-hint = Logga ut där också eller stäng webbläsaren.
session-back = Gå vidare till { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Försök igen med { $country }
error-other-country = Välj ett annat land
error-back = Tillbaka till { $service }
error-look = Försök igen
error-help = Få hjälp
error-reference = Referens
error-reference-hint = Uppge referensen om du kontaktar supporten. Den säger inget om dig.
error-cancelled = Du avbröt inloggningen { $in_country }
    .body = Inget har skickats till { $service }.
    .advice = Du kan gå tillbaka till tjänsten, försöka igen eller välja ett annat land.
error-not-confirmed = { $country } bekräftade inte vem du är
    .body = Kanske var en kod fel, kanske är din e‑legitimation spärrad eller ogiltig, eller så avbröt du där. Inget har skickats till { $service }.
    .advice = Försök igen. Om din e‑legitimation är spärrad kan bara dess egen support låsa upp den.
error-peer-failed = { $country } kunde inte logga in dig
    .body = Inloggningen { $in_country } slutade med ett fel. Det är inte ditt fel och inte heller ett fel hos { $service }.
    .advice = Försök igen. Händer det på nytt vet supporten för din e‑legitimation mer.
error-level-too-low = En starkare e‑legitimation behövs
    .body = E‑legitimationen du använde når inte den tillitsnivå som { $service } kräver.
    .advice = Försök igen och välj en starkare e‑legitimation, om ditt land har en sådan.
error-answer-invalid = Vi kunde inte använda svaret från { $country }
    .body = Svaret klarade inte våra säkerhetskontroller, så vi har inte loggat in dig. Det är inte ditt fel.
    .advice = Försök igen. Händer det på nytt, uppge referensen nedan för oss.
error-answer-late = Svaret kom för sent
    .body = För din säkerhet är ett svar från ett annat land bara giltigt i några minuter.
    .advice = Försök igen; du behöver inte välja land en gång till.
error-answer-used = Den här inloggningen har redan använts
    .body = Samma svar kan bara användas en gång. Du kanske har laddat om en gammal sida.
    .advice = Gå tillbaka till tjänsten. Är du inte inloggad där börjar du om.
error-incomplete = { $country } skickade inte allt som behövs
    .body = Några av dina grunduppgifter (namn, födelsedatum, identifierare) saknades i svaret, så vi kan inte logga in dig.
    .advice = Supporten för din e‑legitimation vet vilka uppgifter den skickar. Du kan försöka igen eller välja ett annat land.
error-representation = Här kan du bara logga in som dig själv
    .body = { $country } uppgav att du handlar för någon annans räkning. Det kan { $service } inte ta emot.
    .advice = Försök igen och logga in för dig själv.
error-another-level = En annan e‑legitimation behövs
    .body = { $service } tar bara emot vissa tillitsnivåer, och din inloggning hade en annan. Inget om dig har skickats.
    .advice = Logga in med en annan e‑legitimation, eller gå tillbaka till tjänsten.
error-another-person = Du är inte den person som tjänsten väntade på
    .body = { $service } frågade efter personen som använde tjänsten förra gången, och du loggade in som någon annan. Inget om dig har skickats.
    .advice = Försök igen med den personens e‑legitimation om den är din, eller gå tillbaka till tjänsten och börja om där.
error-country-unavailable = Vi får ingen kontakt med { $country } just nu
    .body = Vi har ingen giltig förbindelse med inloggningstjänsten { $in_country } för tillfället. Det är inte ditt fel.
    .advice = Försök igen senare, eller välj ett annat land om du har en e‑legitimation där.
error-country-suspended = Inloggning från { $country } är tillfälligt stängd
    .body = Inloggningen från { $country } är stängd av säkerhetsskäl eller för underhåll.
    .advice = Försök igen senare eller gå tillbaka till tjänsten.
error-abroad-suspended = Inloggning på tjänster { $in_country } är tillfälligt stängd
    .body = Den är stängd av säkerhetsskäl eller för underhåll. Inget om dig har skickats.
    .advice = Försök igen senare eller fråga tjänsten om ett annat sätt att logga in.
error-abroad-unavailable = Vi kan inte skicka dig tillbaka till { $country } just nu
    .body = Vi har ingen giltig förbindelse med inloggningstjänsten { $in_country } för tillfället. Det är inte ditt fel. Inget om dig har skickats.
    .advice = Gå till tjänsten på nytt om några minuter och börja därifrån.
error-cookie-missing = Vi känner inte igen den här webbläsaren
    .body = En inloggning måste avslutas i samma webbläsare som den började i, och kakor måste vara tillåtna. Det skyddar dig mot att andra försöker använda din inloggning.
    .advice = Tillåt kakor för den här webbplatsen, gå tillbaka till tjänsten och börja om där.
error-too-many-logins = För många inloggningar är öppna samtidigt
    .body = Den här webbläsaren har påbörjat så många inloggningar att den äldsta måste stängas. Det här var en av dem.
    .advice = Gå tillbaka till tjänsten och börja om.
error-flow-expired = Inloggningen tog för lång tid
    .body = För din säkerhet måste en inloggning vara klar inom { $minutes } minuter.
    .advice = Gå tillbaka till tjänsten och börja om.
error-flow-unknown = Den här inloggningen finns inte längre
    .body = Du kanske öppnade ett bokmärke eller en gammal sida. En inloggning kan bara börja hos tjänsten som du vill använda.
    .advice = Gå till tjänsten och logga in därifrån.
error-flow-finished = Den här inloggningen är redan avslutad
    .body = Du har redan skickats vidare till { $service }.
    .advice = Fortsätt hos tjänsten. Är du inte inloggad där börjar du om.
error-foreign-request-invalid = Det andra landets inloggningstjänst skickade något som vi inte kan använda
    .body = Dess begäran klarade inte våra säkerhetskontroller, så vi har inte bett dig logga in. Det är inte ditt fel.
    .advice = Gå tillbaka till tjänsten du kom från och försök igen. Säg till tjänsten om det händer igen.
error-foreign-request-late = Begäran från det andra landet är för gammal
    .body = För din säkerhet gäller en begäran om inloggning bara i några minuter. Du kanske har öppnat en gammal sida.
    .advice = Gå tillbaka till tjänsten du kom från och börja om.
error-foreign-request-used = Den här inloggningen har redan startats en gång
    .body = Samma begäran kan bara användas en gång. Du kanske har laddat om en gammal sida.
    .advice = Gå tillbaka till tjänsten du kom från och börja om.
error-nothing-to-send = Vi kan inte logga in dig { $in_country }
    .body = Du har visat vem du är, men något som { $country } måste ha saknas: förnamn, efternamn, födelsedatum eller en godkänd tillitsnivå. Inget om dig har skickats.
    .advice = Du kan gå tillbaka till tjänsten, som får veta att inloggningen inte lyckades.
error-not-abroad = Nationella e‑legitimationer är inte öppna för andra länder
    .body = Ingen nationell e‑legitimation har ännu anmälts till de andra europeiska länderna här, eller så är alla stängda. Därför finns det inget att publicera på den här adressen.
    .advice = Använd ett annat sätt att logga in som tjänsten erbjuder.
error-not-for-people = Här finns inget att se
    .body = Den här adressen tar emot meddelanden mellan europeiska länders inloggningstjänster.
    .advice = Gå till tjänsten som du vill använda och logga in därifrån.
error-client-unknown = Vi känner inte till tjänsten som skickade dig
    .body = Tjänsten är inte registrerad här eller uppgav fel returadress. Därför kan vi inte skicka dig tillbaka automatiskt.
    .advice = Säg till tjänsten. Felet är deras, inte ditt.
error-request-invalid = Tjänsten skickade något som vi inte kan använda
    .body = Inloggningsbegäran från tjänsten innehåller ett fel. Det är inte ditt fel.
    .advice = Gå tillbaka till tjänsten och försök igen. Säg till tjänsten om det händer igen.
error-logout-expired = Den här frågan är för gammal
    .body = En begäran om utloggning måste besvaras inom tio minuter. Du har inte loggats ut.
    .advice = Öppna ”Din inloggning här” längst ner på sidan för att logga ut.
error-logout-hint = Du har inte loggats ut: tjänstens bevis på din inloggning är inte giltigt
    .body = Tjänsten skickade en ID-token (id_token_hint) som inte är en av våra till den. Det är inte ditt fel.
    .advice = Öppna ”Din inloggning här” längst ner på sidan för att logga ut. Säg till tjänsten om det händer igen.
error-logout-invalid = Du har inte loggats ut: tjänsten skickade något som vi inte kan använda
    .body = Begäran om utloggning innehåller ett fel eller kommer från en tjänst som vi inte känner till. Det är inte ditt fel.
    .advice = Öppna ”Din inloggning här” längst ner på sidan för att logga ut. Säg till tjänsten om det händer igen.
error-logout-return = Du har inte loggats ut: tjänsten uppgav fel returadress
    .body = Adressen att återvända till efter utloggningen (post_logout_redirect_uri) är inte registrerad för tjänsten, tecken för tecken. Det är inte ditt fel.
    .advice = Öppna ”Din inloggning här” längst ner på sidan för att logga ut. Säg till tjänsten om det händer igen.
error-too-many-attempts = Den här inloggningen har försökts för många gånger
    .body = Du har skickats ut tre gånger i den här inloggningen utan att något svar har kommit.
    .advice = Gå tillbaka till tjänsten och börja om.
error-busy = För många loggar in just nu
    .body = Vi tar inte emot fler nya inloggningar en stund. Det är inte ditt fel, och ingen som redan har börjat påverkas.
    .advice = Vänta lite, gå tillbaka till tjänsten och försök igen.
error-not-found = Den här sidan finns inte
    .body = Adressen är fel eller gammal.
    .advice = Gå till tjänsten som du vill använda och logga in därifrån.
error-internal = Något gick fel hos oss
    .body = Det är inte ditt fel. Inget har skickats till tjänsten.
    .advice = Försök igen om en stund. Händer det på nytt, uppge referensen nedan för oss.
error-unavailable = Vi kan inte logga in någon just nu
    .body = Inloggningstjänsten startas om eller har ett fel. Det är inte ditt fel.
    .advice = Försök igen om några minuter.
