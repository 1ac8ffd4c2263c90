### Dutch. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = de dienst
skip-to-content = Naar de inhoud
language-switch = Taal
footer-help = Hulp
footer-privacy = Privacyverklaring
footer-accessibility = Toegankelijkheidsverklaring
footer-get-eid = Zo krijgt u een inlogmiddel
banner-demo = Demo-Europa: alles is hier gesimuleerd en alle personen zijn verzonnen.
banner-test = Testomgeving: gebruik hier geen echt inlogmiddel.
footer-unread = Niemand met deze moedertaal heeft deze vertaling al gelezen. Laat ons weten wat beter moet.
steps-label = De stappen van uw inlog
step-country = Land kiezen
step-home = Inloggen in eigen land
step-back = Terug naar de dienst
time-left-title = Hebt u meer tijd nodig?
time-left-body = Uw inlog hier eindigt over ongeveer twee minuten. U kunt meer tijd krijgen zonder dat er iets verloren gaat.
time-left-more = Geef mij meer tijd
time-left-last = Uw inlog hier eindigt over ongeveer twee minuten en kan niet meer worden verlengd. Rond die nu af, of ga terug naar de dienst en begin opnieuw.
eu-institutions = EU-instellingen
logging-in-to = U logt in bij: { $service }
service-of = Een dienst van { $organisation }
next = Volgende
cancel = Annuleren
cancel-back-to = Annuleren en terug naar: { $service }

## The page where one chooses how to log in.

chooser-title = Hoe wilt u inloggen?
chooser-legend = Kies uw elektronische identiteit
chooser-eidas = Europees inlogmiddel
chooser-eidas-hint = Gebruik het inlogmiddel van uw eigen land in de EU of EER.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Kies het land van uw inlogmiddel
country-intro = U logt in met het inlogmiddel dat u thuis gebruikt. Wij sturen u naar uw eigen land en daarna komt u hier terug.
country-level = { $service } vraagt een inlogmiddel van het niveau ‘{ $level }’ of hoger.
country-level-highest = { $service } vraagt een inlogmiddel van het niveau ‘{ $level }’, het hoogste.
country-eids = U kunt gebruiken: { $eids }
country-more = De dienst vraagt ook deze gegevens over u. Ze worden alleen verstuurd als uw land ze heeft, en u kunt ook zonder inloggen.
country-companies = Deze dienst is voor bedrijven en andere organisaties. In uw eigen land logt u in namens een daarvan: de naam en het kenmerk van die organisatie worden verstuurd.
country-companies-acting = Ook uw eigen naam, geboortedatum en kenmerk worden verstuurd als u namens die organisatie handelt.
country-companies-alone = Hier werkt alleen een inlogmiddel van de organisatie zelf: met dat van uzelf kunt u niet namens haar handelen.
country-companies-more = De dienst vraagt ook deze gegevens over de organisatie. Ze worden alleen verstuurd als uw land ze heeft, en u kunt ook zonder inloggen.
country-legend = Landen die u kunt kiezen
country-search = Zoek een land
country-search-button = Zoeken
country-show-all = Alle landen tonen
country-none = Geen land past bij ‘{ $query }’.
country-count = { $count ->
    [one] Eén land
   *[other] { $count } landen
}
country-choose-first = Kies een land voordat u verdergaat.
country-not-possible = Dat land kan nu niet voor deze inlog worden gebruikt. Kies een ander.
country-unavailable-legend = Landen die nu niet kunnen worden gebruikt
country-suggested = Voorstel voor u
country-last-time = De vorige keer op dit apparaat gekozen
country-forget = Vergeet mijn keuze
country-by-service = Voorgesteld door de dienst
country-by-language = Voorgesteld op grond van de taal van uw browser
country-not-connected = { $country } kan hier nog niet worden gekozen.
country-failing = Veel inlogpogingen vanuit dit land mislukken nu
country-missing-title = Mijn land staat er niet bij
country-missing-body = U kunt landen kiezen met een erkend inlogmiddel die met ons verbonden zijn. Uw land kan later worden verbonden. Hebt u een inlogmiddel van een ander land, dan kunt u dat gebruiken. Ga anders terug en vraag de dienst om een andere manier.
reason-level = Heeft geen inlogmiddel van het gevraagde niveau
reason-service-unknown = De dienst is voor dit land niet geregistreerd
reason-incomplete = Dit land deelt niet de gegevens die nodig zijn om in te loggen
reason-unavailable = Wij kunnen dit land niet bereiken
reason-starting = Wordt verbonden; probeer het zo weer
reason-suspended = Tijdelijk gesloten
since = sinds { $time }
level-low = laag
level-substantial = substantieel
level-high = hoog

## The page that leads to the other country.

send-title = Wij sturen u door: { $country }
send-body = Daar logt u in met uw eigen inlogmiddel. Daarna komt u vanzelf hier terug.
send-button = Verder: { $country }
send-time-limit = { $minutes ->
    [one] U hebt ongeveer één minuut om in te loggen.
   *[other] U hebt ongeveer { $minutes } minuten om in te loggen.
}
send-again-title = Bent u teruggekomen zonder in te loggen { $in_country }?
send-again-body = U bent daar al een keer naartoe gestuurd. U kunt het opnieuw proberen of een ander land kiezen.
send-choose-another = Ander land kiezen

## The page that leads back to the service.

continue-title = U bent ingelogd
continue-body = Wij sturen u terug naar: { $service }.
continue-button = Verder naar: { $service }
wait-title = Een ogenblik
wait-body = Uw inlog wordt nog gecontroleerd. Druk over een ogenblik op de knop.
wait-button = Opnieuw kijken

## Too many log in at once, and a place in the queue is kept.

queue-title = U staat in de wachtrij
queue-body = Veel mensen loggen nu in. U houdt uw plaats zolang deze pagina open is. De pagina gaat vanzelf verder als u aan de beurt bent.
queue-press = Veel mensen loggen nu in. U houdt uw plaats. Druk op de knop als u aan de beurt bent.
queue-minutes = { $minutes ->
    [one] Het duurt ongeveer één minuut.
   *[other] Het duurt ongeveer { $minutes } minuten.
}

## Whom one can ask when something did not work.

contact-title = Bij wie u terechtkunt
contact-country = Hulp bij inlogmiddelen { $in_country }
contact-eid = Hulp: { $eid }
contact-service = Hulp: { $service }
contact-ours = Hulp bij deze inlogdienst
contact-phone = Telefoon
contact-email = E‑mail
contact-web = Webpagina
contact-hours = Open
contact-languages = Talen

## The front page, for whom came here by chance.

front-title = Inloggen over de grenzen van Europa
front-body = Dit is een inlogdienst. Hier komt u via een overheidsdienst die u wilt gebruiken, niet rechtstreeks. Ga naar de dienst en kies daar om in te loggen.
front-developers = Voor wie een dienst of een land aansluit

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [CY] op Cyprus
    [MT] op Malta
    [EU] bij de EU-instellingen
   *[other] in { $country }
}

## The page that shows what would be sent to another country.

consent-title = Uw gegevens naar de inlogdienst { $in_country } sturen?
consent-body = { $service } vraagt wie u bent. Als u akkoord gaat, worden deze gegevens gestuurd naar de inlogdienst { $in_country }, die ze doorgeeft aan { $service }. Er is nog niets verstuurd.
consent-unnotified = Alleen in test: { $eid } is niet goedgekeurd voor gebruik in andere landen.
consent-caption = Wat zou worden verstuurd
consent-level = Betrouwbaarheidsniveau
consent-level-value = { $level }, met { $eid }
consent-level-why = Zodat de dienst weet hoe veilig u bent ingelogd.
consent-unsent-title = Wat niet wordt verstuurd
consent-unsent-number = Uw nationale persoonsnummer. { $country } krijgt een kenmerk dat alleen daarvoor is gemaakt.
consent-unsent-asked = Wat de dienst ook vroeg:
consent-unsent-rest = Al het andere over u, bijvoorbeeld wat u elders doet.
consent-once = Uw antwoord geldt alleen voor deze inlog.
consent-if-declined = Als u nee zegt, gaat u terug naar de dienst, die niets over u krijgt.
consent-approve = Versturen en inloggen
consent-not-me = Dit ben ik niet
consent-not-me-hint = Zijn dit de gegevens van iemand anders? Kies dan ‘Dit ben ik niet’. Er wordt niets verstuurd en u kunt met uw eigen inlogmiddel inloggen.
consent-decline = Niet versturen
consent-changed = De gegevens zijn veranderd sinds u ze zag. Lees ze nog eens.
consent-remember = { $days ->
    [one] Vraag het mij één dag niet opnieuw in deze browser als { $service } om dezelfde gegevens vraagt.
   *[other] Vraag het mij { $days } dagen niet opnieuw in deze browser als { $service } om dezelfde gegevens vraagt.
}
consent-remember-hint = U logt toch elke keer in met uw inlogmiddel. Als er iets verandert, vragen wij het opnieuw. Kruis dit niet aan op een computer die anderen ook gebruiken.
consent-remembered = Deze browser onthoudt diensten waarmee u eerder akkoord ging.
consent-forget = Vraag het mij elke keer
consent-identifier = Kenmerk
consent-identifier-why = Zodat de dienst u de volgende keer herkent.
consent-family-name = Achternaam
consent-given-name = Voornaam
consent-name-why = Zodat de dienst u kan aanspreken en uw zaak kan vinden.
consent-birthdate = Geboortedatum
consent-birthdate-why = Zodat de dienst u niet verwart met anderen met dezelfde naam.
consent-birth-name = Geboortenaam
consent-birthplace = Geboorteplaats
consent-birth-country = Geboorteland
consent-birth-town = Geboortestad
consent-address = Adres
consent-gender = Geslacht
consent-phone = Telefoonnummer
consent-email = E‑mailadres
consent-nationality = Nationaliteit
consent-residence = Land van verblijf
consent-e-justice-role = Rol in e-Justice
consent-legal-name = Naam van het bedrijf of de organisatie
consent-legal-identifier = Kenmerk van het bedrijf of de organisatie
consent-vat = Btw-nummer
consent-tax = Fiscaal nummer
consent-eu-identifier = Europees kenmerk van de onderneming (EUID)
consent-lei = Identificatiecode voor rechtspersonen (LEI)
consent-eori = Douanenummer (EORI)
consent-excise = Accijnsnummer (SEED)
consent-sic = Branchecode (SIC)
consent-asked-why = De dienst vroeg erom.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Inloggen bij een dienst { $in_country }
national-abroad-body = { $service } { $in_country } vraagt wie u bent. U logt in met een Noors inlogmiddel. Voordat er iets wordt verstuurd, ziet u wat het is, en u kunt nee zeggen.
national-some-service = Een dienst
national-nameless = de dienst { $in_country }
national-level = Er is een inlogmiddel van het niveau ‘{ $level }’ of hoger nodig.
national-level-highest = Er is een inlogmiddel van het niveau ‘{ $level }’ nodig, het hoogste.
national-nobody = Geen enkel inlogmiddel kan nu voor deze inlog worden gebruikt.
national-greyed-legend = Inlogmiddelen die nu niet kunnen worden gebruikt
national-why-planned = Nog niet goedgekeurd voor gebruik in andere landen
national-why-pre-notified = Goedkeuring voor gebruik in andere landen loopt
national-why-level = Haalt het vereiste niveau niet
national-why-no-terms = Geen afspraak over gebruik door particuliere bedrijven { $in_country }
national-why-suspended = Tijdelijk gesloten
national-why-unavailable = Antwoordt nu niet
national-unnotified = Alleen in test: niet goedgekeurd voor gebruik in andere landen
national-choose-first = Kies een inlogmiddel voordat u verdergaat.
national-not-possible = Dit inlogmiddel kan nu niet voor deze inlog worden gebruikt. Kies een ander.
national-just-failed = { $eid } antwoordt nu niet. Kies een ander inlogmiddel of probeer het zo weer.
national-step-up = U bent ingelogd, maar op een lager niveau dan { $service } vraagt. Log opnieuw in met een sterker inlogmiddel.
national-persons-title = Kies een testpersoon
national-persons-warning = Alleen in test: iedereen kan als elk van deze personen inloggen. Geen van hen bestaat.
national-persons-legend = Wie wilt u zijn?
national-persons-choose-first = Kies een testpersoon voordat u verdergaat.
national-persons-another = Op een andere manier inloggen
national-try-again = Opnieuw proberen met { $eid }
national-another = Ander inlogmiddel kiezen
national-cancelled = De inlog met { $eid } is gestopt
    .body = U hebt geannuleerd, of { $eid } heeft niet bevestigd wie u bent. Er is niets gestuurd naar { $service }.
    .advice = U kunt het opnieuw proberen, een ander inlogmiddel kiezen of teruggaan naar de dienst.
national-failed = { $eid } kon u niet inloggen
    .body = De inlog bij { $eid } eindigde met een fout. Dat ligt niet aan u en ook niet aan { $service }.
    .advice = Probeer het opnieuw of kies een ander inlogmiddel.
national-level-too-low = U hebt een sterker inlogmiddel nodig
    .body = De inlog met { $eid } haalt niet het betrouwbaarheidsniveau dat { $service } vraagt.
    .advice = Kies een sterker inlogmiddel.
national-answer-invalid = Wij konden het antwoord van { $eid } niet gebruiken
    .body = Het antwoord doorstond onze veiligheidscontroles niet, daarom hebben wij u niet ingelogd. Dat ligt niet aan u.
    .advice = Probeer het opnieuw. Gebeurt het weer, geef ons dan de referentie hieronder.
national-answer-late = U moet opnieuw inloggen bij { $eid }
    .body = Deze inlog moet nu gebeuren; een eerdere kan niet worden gebruikt. { $eid } antwoordde met een oudere.
    .advice = Probeer het opnieuw en log opnieuw in als daarom wordt gevraagd.
national-incomplete = { $eid } stuurde niet alles wat nodig is
    .body = Enkele van uw basisgegevens (naam, geboortedatum, persoonsnummer) ontbraken of waren onjuist in het antwoord, daarom kunnen wij u niet inloggen.
    .advice = Kies een ander inlogmiddel of vraag de hulp van het inlogmiddel dat u gebruikte.
national-not-notified = Het gebruikte inlogmiddel kan nog niet in andere landen worden gebruikt
    .body = U bent ingelogd bij { $eid }, maar met een inlogmiddel dat niet is goedgekeurd voor gebruik in andere landen. Er is niets gestuurd naar { $service }.
    .advice = Probeer het opnieuw en kies daar een goedgekeurd inlogmiddel.
national-suspended = { $eid } is tijdelijk gesloten
    .body = De inlog met { $eid } is gesloten voor de veiligheid of voor onderhoud.
    .advice = Kies een ander inlogmiddel of probeer het later opnieuw.
national-unavailable = { $eid } antwoordt nu niet
    .body = Wij kunnen { $eid } niet bereiken. Dat ligt niet aan u en ook niet aan { $service }.
    .advice = Kies een ander inlogmiddel of probeer het over enkele minuten opnieuw.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitale portemonnee
wallet-description = Het identiteitsbewijs in uw Europese portemonnee
wallet-title = Inloggen met een digitale portemonnee
wallet-body = Uw portemonnee wordt gevraagd om namen, geboortedatum, land en nationaal persoonsnummer, zodat { $service } weet wie u bent. U ziet hetzelfde in de portemonnee en beslist daar.
wallet-privacy = Wij geven dit door aan { $service } en bewaren het niet.
wallet-here-title = De portemonnee staat op dit apparaat
wallet-open = Open de portemonnee
wallet-open-other = Open een andere portemonnee
wallet-here-hint = { $minutes ->
    [one] De link werkt één minuut. Daarna komt u vanzelf hier terug.
   *[other] De link werkt { $minutes } minuten. Daarna komt u vanzelf hier terug.
}
wallet-elsewhere-title = De portemonnee staat op een ander apparaat
wallet-scan = Scan de code met de portemonnee. Scan alleen een code op een pagina die u zelf hebt geopend.
wallet-scan-hint = { $minutes ->
    [one] De code werkt één minuut. U kunt altijd een nieuwe krijgen.
   *[other] De code werkt { $minutes } minuten. U kunt altijd een nieuwe krijgen.
}
wallet-qr-alternative = QR-code die de portemonnee op een ander apparaat opent. Dezelfde link staat hieronder als tekst.
wallet-copy = Kunt u de code niet scannen?
wallet-copy-label = Kopieer de link en open hem op het apparaat waarop de portemonnee staat:
wallet-approved = Ik heb goedgekeurd, verder
wallet-new-code = Nieuwe link en code
wallet-another = Andere manier van inloggen kiezen
wallet-not-yet = Er is nog geen antwoord van de portemonnee. Keur eerst goed in de portemonnee.
wallet-refused = Het antwoord in de portemonnee was nee. Er is niets verstuurd. U kunt het opnieuw proberen met een nieuwe code of een andere manier kiezen.
wallet-failed = De portemonnee kon het verzoek niet beantwoorden. Er is niets verstuurd. U kunt het opnieuw proberen met een nieuwe code of een andere manier kiezen.
wallet-expired = De link en de code werken niet meer. Haal nieuwe om verder te gaan.
wallet-code-expired = De code werkt niet meer. Haal een nieuwe als de portemonnee op een ander apparaat staat.
wallet-in-another-browser = De portemonnee heeft geantwoord en een ander tabblad of een andere browser geopend. Ga daar verder of begin hier opnieuw.
wallet-browser-title = De browser de portemonnee laten vinden
wallet-browser-ask = Portemonnee zoeken
wallet-browser-hint = Uw browser toont de portemonnees op dit apparaat of maakt verbinding met uw telefoon. Daar beslist u wat er wordt getoond.
wallet-browser-none = Geen portemonnee heeft geantwoord. Probeer het opnieuw of gebruik een van de andere manieren op deze pagina.
wallet-card-expired = Het getoonde bewijs is verlopen. Toon een ander bewijs of kies een andere manier om in te loggen.
wallet-card-revoked = Het getoonde bewijs is door de uitgever ingetrokken of geblokkeerd. Toon een ander bewijs of kies een andere manier om in te loggen.
wallet-not-taken = Wat de portemonnee toonde, kon niet worden gebruikt. Probeer het opnieuw of kies een andere manier om in te loggen.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = U bent hier bekend
matched-body = U staat hier geregistreerd als { $name }, met een nummer dat eindigt op { $end }. U kunt { $service } gebruiken. De dienst krijgt uw nummer.
matched-body-alone = U staat hier geregistreerd als { $name }, met een nummer dat eindigt op { $end }. U kunt { $service } gebruiken. De dienst krijgt uw nummer niet.
matched-keep = Zullen wij u de volgende keer herkennen?
matched-keep-hint = Als u wilt, bewaren wij welk nummer van u is. Het is versleuteld en alleen uw eigen inlogmiddel opent het. Dan wordt het register niet opnieuw geraadpleegd als u inlogt.
matched-keep-until = Ja, tot { $date }
matched-keep-not = Nee, niet bewaren
matched-none-title = Wij hebben u niet gevonden onder wie hier geregistreerd is
matched-none-body = U hebt aangetoond dat u { $name } bent. Wat uw inlogmiddel over u zegt, kon niet aan één persoon in het register worden gekoppeld.
matched-used = Dit is vergeleken
matched-differs = Staat anders in het register
matched-ways = Wat u kunt doen
matched-link-title = Hebt u een Noors inlogmiddel?
matched-link-body = Log er één keer mee in, dan weten wij welk nummer van u is. U hoeft { $in_country } niet opnieuw in te loggen. Doe hetzelfde als u sinds de vorige keer een nieuw inlogmiddel hebt.
matched-link = Koppelen met { $eid }
matched-update = Is er iets over u fout of verouderd in het register, vraag dan om een correctie en log daarna opnieuw in.
matched-without = Toch doorgaan
matched-as-new = Doorgaan als nieuwe gebruiker
matched-without-hint = Bent u al geregistreerd bij { $service }, dan weet de dienst niet dat u het bent.
matched-not-linked = Er is niets gekoppeld: uw naam of geboortedatum is niet gelijk in de twee inlogmiddelen.
matched-not-proven = Het inloggen met het Noorse inlogmiddel is niet voltooid. Er is niets gekoppeld.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mijn inlogoverzicht
own-receipt = Bewijs van inloggen: wat er over u is verzonden, aan wie en waarom
own-title = Mijn inlogoverzicht
own-intro = Hier ziet u waar u de laatste 90 dagen hebt ingelogd en wat er over u is verzonden. Alleen uw eigen inlogmiddel opent dit overzicht.
own-start = Inloggen en bekijken
own-list = Dit is verzonden
own-none = Er is niets om te tonen.
own-when = Wanneer
own-to = Aan
own-with = Met
own-why = Waarom
own-why-login = U hebt bij deze dienst ingelogd.
own-one = Alleen dit bewijs tonen, om af te drukken
own-all = Mijn hele inlogoverzicht tonen
own-kept = Wat u kunt beëindigen
own-kept-match = Uw nummer dat eindigt op { $end } wordt bewaard tot { $date }.
own-kept-from = { $country }: uw nummer wordt voor een inlogmiddel uit dit land bewaard tot { $date }.
own-end-match = Niet langer bewaren
own-export = Opslaan als bestand (JSON)
own-code-title = Hulp van de helpdesk
own-code-body = Haal een code op en lees die voor aan de helpdesk. Daarmee kunnen zij deze lijst 15 minuten zien, en niets anders over u.
own-code-get = Code ophalen
own-code = Uw code: { $code }. Die werkt tot { $time }.
own-leave = Mijn inlogoverzicht sluiten
own-about = Wat wij bewaren
own-about-passed = Wat uw inlogmiddel over u zegt, gaat naar de dienst waar u inlogt. Wij hebben het niet langer dan het inloggen duurt.
own-about-yours = Dit kunt u zelf beëindigen: uw inlog hier, toestemmingen die uw browser onthoudt en een nummer dat wij voor u bewaren. Uw inlogoverzicht verdwijnt vanzelf na 90 dagen. Alles is versleuteld en alleen uw inlogmiddel of uw browser opent het.
own-about-law = De wet verplicht ons bij te houden dat er is ingelogd, zonder uw naam of nummer.
own-about-journal = Bent u met een register vergeleken, dan wordt ook bewaard wat er is vergeleken, versleuteld, 6 tot 12 maanden.
own-about-ask = Wilt u iets laten verwijderen of weten wat wij over u hebben? Vraag het hier.

## The page of one’s own login here, and logging out.

session-link = Uw inlog hier
session-title = U bent hier ingelogd
session-by = { $minutes ->
    [one] U bent een minuut geleden ingelogd met { $eid }. Diensten die deze inlog gebruiken, laten u in deze browser binnen zonder opnieuw te vragen, tot hij eindigt.
   *[other] U bent { $minutes } minuten geleden ingelogd met { $eid }. Diensten die deze inlog gebruiken, laten u in deze browser binnen zonder opnieuw te vragen, tot hij eindigt.
}
session-services = U hebt hem gebruikt voor:
session-logout = Uitloggen
session-logout-hint = Log uit als anderen deze computer ook gebruiken.
session-nobody-title = U bent hier niet ingelogd
session-nobody-body = Geen enkele dienst laat in deze browser iemand binnen zonder nieuwe inlog. Misschien bent u nog ingelogd bij een dienst die u eerder gebruikte: log daar uit.
session-asks-title = Wilt u uitloggen?
session-asks-body = { $service } vraagt om uw inlog hier te beëindigen.
session-asks-body-nameless = Een pagina vraagt om uw inlog hier te beëindigen.
session-stay = Ingelogd blijven
session-out-title = U bent uitgelogd
session-out-body = Uw inlog is beëindigd. Niemand komt er in deze browser nog mee bij een dienst binnen.
session-was-not = U was hier ook daarvoor niet ingelogd.
session-closed = Deze diensten zijn ingelicht:
session-open = Misschien bent u nog ingelogd bij deze diensten:
session-open-hint = Log ook daar uit of sluit de browser.
session-back = Verder naar: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Opnieuw proberen: { $country }
error-other-country = Ander land kiezen
error-back = Terug naar: { $service }
error-look = Opnieuw proberen
error-help = Hulp krijgen
error-reference = Referentie
error-reference-hint = Geef deze referentie als u contact opneemt met de hulp. Zij zegt niets over u.
error-cancelled = U hebt de inlog { $in_country } gestopt
    .body = Er is niets gestuurd naar { $service }.
    .advice = U kunt teruggaan naar de dienst, het opnieuw proberen of een ander land kiezen.
error-not-confirmed = { $country } heeft niet bevestigd wie u bent
    .body = Misschien was een code onjuist, is uw inlogmiddel geblokkeerd of verlopen, of bent u daar gestopt. Er is niets gestuurd naar { $service }.
    .advice = Probeer het opnieuw. Is uw inlogmiddel geblokkeerd, dan kan alleen de eigen hulp het vrijgeven.
error-peer-failed = { $country } kon u niet inloggen
    .body = De inlog { $in_country } eindigde met een fout. Dat ligt niet aan u en ook niet aan { $service }.
    .advice = Probeer het opnieuw. Gebeurt het weer, dan weet de hulp van uw inlogmiddel meer.
error-level-too-low = Er is een sterker inlogmiddel nodig
    .body = Het gebruikte inlogmiddel haalt niet het betrouwbaarheidsniveau dat { $service } vraagt.
    .advice = Probeer het opnieuw met een sterker inlogmiddel, als uw land dat heeft.
error-answer-invalid = Wij konden het antwoord niet gebruiken ({ $country })
    .body = Het antwoord doorstond onze veiligheidscontroles niet, daarom hebben wij u niet ingelogd. Dat ligt niet aan u.
    .advice = Probeer het opnieuw. Gebeurt het weer, geef ons dan de referentie hieronder.
error-answer-late = Het antwoord kwam te laat
    .body = Voor uw veiligheid is een antwoord uit een ander land maar enkele minuten geldig.
    .advice = Probeer het opnieuw; u hoeft het land niet nog eens te kiezen.
error-answer-used = Deze inlog is al gebruikt
    .body = Hetzelfde antwoord kan maar één keer worden gebruikt. Misschien hebt u een oude pagina opnieuw geladen.
    .advice = Ga terug naar de dienst. Bent u daar niet ingelogd, begin dan opnieuw.
error-incomplete = { $country } stuurde niet alles wat nodig is
    .body = Enkele van uw basisgegevens (naam, geboortedatum, kenmerk) ontbraken in het antwoord, daarom kunnen wij u niet inloggen.
    .advice = De hulp van uw inlogmiddel weet welke gegevens het stuurt. U kunt het opnieuw proberen of een ander land kiezen.
error-representation = Hier kunt u alleen voor uzelf inloggen
    .body = { $country } meldde dat u namens iemand anders handelt. { $service } kan dat niet aannemen.
    .advice = Probeer het opnieuw en log voor uzelf in.
error-another-level = Er is een ander inlogmiddel nodig
    .body = { $service } neemt alleen bepaalde betrouwbaarheidsniveaus aan, en uw inlog had een ander. Er is niets over u verstuurd.
    .advice = Log in met een ander inlogmiddel, of ga terug naar de dienst.
error-another-person = U bent niet de persoon die de dienst verwachtte
    .body = { $service } vroeg naar de persoon die de dienst eerder gebruikte, en u logde in als iemand anders. Er is niets over u verstuurd.
    .advice = Probeer het met het inlogmiddel van die persoon als het van u is, of ga terug naar de dienst en begin daar opnieuw.
error-country-unavailable = { $country } is nu niet bereikbaar
    .body = Wij hebben nu geen geldige verbinding met de inlogdienst { $in_country }. Dat ligt niet aan u.
    .advice = Probeer het later opnieuw, of kies een ander land als u daar een inlogmiddel hebt.
error-country-suspended = Inloggen { $in_country } is tijdelijk gesloten
    .body = Het inloggen { $in_country } is gesloten voor de veiligheid of voor onderhoud.
    .advice = Probeer het later opnieuw of ga terug naar de dienst.
error-abroad-suspended = Inloggen bij diensten { $in_country } is tijdelijk gesloten
    .body = Het is gesloten voor de veiligheid of voor onderhoud. Er is niets over u verstuurd.
    .advice = Probeer het later opnieuw of vraag de dienst om een andere manier van inloggen.
error-abroad-unavailable = Wij kunnen u nu niet terugsturen ({ $country })
    .body = Wij hebben nu geen geldige verbinding met de inlogdienst { $in_country }. Dat ligt niet aan u. Er is niets over u verstuurd.
    .advice = Ga over enkele minuten opnieuw naar de dienst en begin daar.
error-cookie-missing = Wij herkennen deze browser niet
    .body = Een inlog moet eindigen in dezelfde browser waarin hij begon, en cookies moeten zijn toegestaan. Dat beschermt u tegen anderen die uw inlog willen gebruiken.
    .advice = Sta cookies toe voor deze site, ga terug naar de dienst en begin daar opnieuw.
error-too-many-logins = Er staan te veel inlogpogingen tegelijk open
    .body = Deze browser is zo veel inlogpogingen begonnen dat de oudste moest worden gesloten. Dit was er een van.
    .advice = Ga terug naar de dienst en begin opnieuw.
error-flow-expired = De inlog duurde te lang
    .body = Voor uw veiligheid moet een inlog binnen { $minutes } minuten klaar zijn.
    .advice = Ga terug naar de dienst en begin opnieuw.
error-flow-unknown = Deze inlog bestaat niet meer
    .body = Misschien hebt u een bladwijzer of een oude pagina geopend. Een inlog kan alleen beginnen bij de dienst die u wilt gebruiken.
    .advice = Ga naar de dienst en log daarvandaan in.
error-flow-finished = Deze inlog is al klaar
    .body = U bent al doorgestuurd naar { $service }.
    .advice = Ga verder bij de dienst. Bent u daar niet ingelogd, begin dan opnieuw.
error-foreign-request-invalid = De inlogdienst van het andere land stuurde iets dat wij niet kunnen gebruiken
    .body = Het verzoek doorstond onze veiligheidscontroles niet, daarom hebben wij u niet gevraagd in te loggen. Dat ligt niet aan u.
    .advice = Ga terug naar de dienst waar u vandaan kwam en probeer het opnieuw. Gebeurt het weer, meld het dan bij die dienst.
error-foreign-request-late = Het verzoek van het andere land is te oud
    .body = Voor uw veiligheid is een inlogverzoek maar enkele minuten geldig. Misschien hebt u een oude pagina geopend.
    .advice = Ga terug naar de dienst waar u vandaan kwam en begin opnieuw.
error-foreign-request-used = Deze inlog is al een keer gestart
    .body = Hetzelfde verzoek kan maar één keer worden gebruikt. Misschien hebt u een oude pagina opnieuw geladen.
    .advice = Ga terug naar de dienst waar u vandaan kwam en begin opnieuw.
error-nothing-to-send = Wij kunnen u niet inloggen ({ $country })
    .body = U hebt aangetoond wie u bent, maar iets dat { $country } moet hebben, ontbreekt: voornaam, achternaam, geboortedatum of een goedgekeurd betrouwbaarheidsniveau. Er is niets over u verstuurd.
    .advice = U kunt teruggaan naar de dienst, die te horen krijgt dat de inlog niet is gelukt.
error-not-abroad = Nationale inlogmiddelen zijn niet open voor andere landen
    .body = Er is hier nog geen nationaal inlogmiddel aangemeld bij de andere Europese landen, of alle zijn gesloten. Daarom is er op dit adres niets te publiceren.
    .advice = Gebruik een andere manier van inloggen die de dienst biedt.
error-not-for-people = Hier is niets te zien
    .body = Dit adres ontvangt berichten tussen de inlogdiensten van Europese landen.
    .advice = Ga naar de dienst die u wilt gebruiken en log daarvandaan in.
error-client-unknown = Wij kennen de dienst niet die u stuurde
    .body = De dienst is hier niet geregistreerd of gaf een verkeerd retouradres op. Daarom kunnen wij u niet automatisch terugsturen.
    .advice = Meld het bij de dienst. De fout ligt daar, niet bij u.
error-request-invalid = De dienst stuurde iets dat wij niet kunnen gebruiken
    .body = Het inlogverzoek van de dienst bevat een fout. Dat ligt niet aan u.
    .advice = Ga terug naar de dienst en probeer het opnieuw. Gebeurt het weer, meld het dan bij de dienst.
error-logout-expired = Deze vraag is te oud
    .body = Een verzoek om uit te loggen moet binnen tien minuten worden beantwoord. U bent niet uitgelogd.
    .advice = Open ‘Uw inlog hier’ onderaan deze pagina om uit te loggen.
error-logout-hint = U bent niet uitgelogd: het bewijs van uw inlog dat de dienst gaf, is niet geldig
    .body = De dienst stuurde een ID-token (id_token_hint) dat niet een van de onze voor die dienst is. Dat ligt niet aan u.
    .advice = Open ‘Uw inlog hier’ onderaan deze pagina om uit te loggen. Gebeurt het weer, meld het dan bij de dienst.
error-logout-invalid = U bent niet uitgelogd: de dienst stuurde iets dat wij niet kunnen gebruiken
    .body = Het verzoek om uit te loggen bevat een fout of komt van een dienst die wij niet kennen. Dat ligt niet aan u.
    .advice = Open ‘Uw inlog hier’ onderaan deze pagina om uit te loggen. Gebeurt het weer, meld het dan bij de dienst.
error-logout-return = U bent niet uitgelogd: de dienst gaf een verkeerd retouradres op
    .body = Het adres om na het uitloggen naar terug te keren (post_logout_redirect_uri) is niet teken voor teken voor de dienst geregistreerd. Dat ligt niet aan u.
    .advice = Open ‘Uw inlog hier’ onderaan deze pagina om uit te loggen. Gebeurt het weer, meld het dan bij de dienst.
error-too-many-attempts = Deze inlog is te vaak geprobeerd
    .body = U bent in deze inlog drie keer doorgestuurd zonder dat er antwoord kwam.
    .advice = Ga terug naar de dienst en begin opnieuw.
error-busy = Er loggen nu te veel mensen in
    .body = Wij nemen even geen nieuwe inlogpogingen aan. Dat ligt niet aan u, en wie al begonnen is, merkt er niets van.
    .advice = Wacht even, ga terug naar de dienst en probeer het opnieuw.
error-not-found = Deze pagina bestaat niet
    .body = Het adres is onjuist of oud.
    .advice = Ga naar de dienst die u wilt gebruiken en log daarvandaan in.
error-internal = Er ging bij ons iets mis
    .body = Dat ligt niet aan u. Er is niets naar de dienst gestuurd.
    .advice = Probeer het zo weer. Gebeurt het weer, geef ons dan de referentie hieronder.
error-unavailable = Wij kunnen nu niemand inloggen
    .body = De inlogdienst wordt opnieuw gestart of heeft een storing. Dat ligt niet aan u.
    .advice = Probeer het over enkele minuten opnieuw.
