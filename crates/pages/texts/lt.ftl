### Lithuanian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = paslauga
skip-to-content = Pereiti prie turinio
language-switch = Kalba
footer-help = Pagalba
footer-privacy = Pranešimas apie privatumą
footer-accessibility = Pareiškimas apie prieinamumą
footer-get-eid = Kaip gauti elektroninę tapatybę
banner-demo = Demonstracinė Europa: čia viskas imituojama, o visi asmenys išgalvoti.
banner-test = Bandomoji aplinka: čia nenaudokite tikros elektroninės tapatybės.
footer-unread = Nė vienas gimtakalbis dar neskaitė šio vertimo. Parašykite mums, ką reikėtų pataisyti.
steps-label = Jūsų prisijungimo žingsniai
step-country = Pasirinkti šalį
step-home = Prisijungti savo šalyje
step-back = Grįžti į paslaugą
time-left-title = Ar reikia daugiau laiko?
time-left-body = Jūsų prisijungimas čia baigsis maždaug po dviejų minučių. Galite gauti daugiau laiko nieko neprarasdami.
time-left-more = Duoti man daugiau laiko
time-left-last = Jūsų prisijungimas čia baigsis maždaug po dviejų minučių ir jo nebegalima pratęsti. Užbaikite jį dabar arba grįžkite į paslaugą ir pradėkite iš naujo.
eu-institutions = ES institucijos
logging-in-to = Jungiatės prie paslaugos: { $service }
service-of = Paslaugos teikėjas: { $organisation }
next = Toliau
cancel = Atšaukti
cancel-back-to = Atšaukti ir grįžti: { $service }

## The page where one chooses how to log in.

chooser-title = Kaip norite prisijungti?
chooser-legend = Pasirinkite savo elektroninę tapatybę
chooser-eidas = Europinė elektroninė tapatybė
chooser-eidas-hint = Naudokite savo šalies ES arba EEE elektroninę tapatybę.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Pasirinkite savo elektroninės tapatybės šalį
country-intro = Prisijungiate naudodami elektroninę tapatybę, kurią naudojate savo šalyje. Nukreipsime jus į jūsų šalį, o po to grįšite čia.
country-level = { $service } reikalauja „{ $level }“ arba aukštesnio lygio elektroninės tapatybės.
country-level-highest = { $service } reikalauja „{ $level }“ lygio elektroninės tapatybės; tai aukščiausias lygis.
country-eids = Galite naudoti: { $eids }
country-more = Paslauga taip pat prašo šių duomenų apie jus. Jie siunčiami tik jei jūsų šalis juos turi, o prisijungti galite ir be jų.
country-companies = Ši paslauga skirta įmonėms ir kitoms organizacijoms. Savo šalyje prisijungiate vienos iš jų vardu: siunčiamas jos pavadinimas ir identifikatorius.
country-companies-acting = Jei veikiate jos vardu, siunčiamas ir jūsų vardas, pavardė, gimimo data ir identifikatorius.
country-companies-alone = Čia tinka tik pačios organizacijos elektroninė tapatybė: su savąja jos vardu veikti negalite.
country-companies-more = Paslauga taip pat prašo šių duomenų apie organizaciją. Jie siunčiami tik jei jūsų šalis juos turi, o prisijungti galite ir be jų.
country-legend = Šalys, kurias galite pasirinkti
country-search = Ieškoti šalies
country-search-button = Ieškoti
country-show-all = Rodyti visas šalis
country-none = Nė viena šalis neatitinka „{ $query }“.
country-count = { $count ->
    [one] { $count } šalis
    [few] { $count } šalys
   *[other] { $count } šalių
}
country-choose-first = Prieš tęsdami pasirinkite šalį.
country-not-possible = Šios šalies dabar negalima naudoti šiam prisijungimui. Pasirinkite kitą.
country-unavailable-legend = Šalys, kurių dabar negalima naudoti
country-suggested = Siūloma jums
country-last-time = Paskutinį kartą pasirinkta šiame įrenginyje
country-forget = Pamiršti mano pasirinkimą
country-by-service = Pasiūlė paslauga
country-by-language = Pasiūlyta pagal jūsų naršyklės kalbą
country-not-connected = Šios šalies čia dar negalima pasirinkti: { $country }.
country-failing = Šiuo metu daug prisijungimų iš šios šalies nepavyksta
country-missing-title = Mano šalies čia nėra
country-missing-body = Galite pasirinkti šalis, kurių elektroninė tapatybė pripažinta ir kurios su mumis sujungtos. Jūsų šalis gali būti prijungta vėliau. Jei turite kitos šalies elektroninę tapatybę, galite naudoti ją. Kitu atveju grįžkite ir paklauskite paslaugos, ar yra kitas būdas.
reason-level = Neturi reikalaujamo lygio elektroninės tapatybės
reason-service-unknown = Paslauga šioje šalyje neregistruota
reason-incomplete = Ši valstybė neperduoda prisijungimui reikalingų duomenų
reason-unavailable = Nepavyksta susisiekti su šia šalimi
reason-starting = Jungiamasi; netrukus bandykite dar kartą
reason-suspended = Laikinai uždaryta
since = nuo { $time }
level-low = žemas
level-substantial = pakankamas
level-high = aukštas

## The page that leads to the other country.

send-title = Nukreipiame jus: { $country }
send-body = Ten prisijungsite naudodami savo elektroninę tapatybę. Po to automatiškai grįšite čia.
send-button = Tęsti: { $country }
send-time-limit = { $minutes ->
    [one] Prisijungti turite maždaug { $minutes } minutę.
    [few] Prisijungti turite maždaug { $minutes } minutes.
   *[other] Prisijungti turite maždaug { $minutes } minučių.
}
send-again-title = Ar grįžote neprisijungę { $in_country }?
send-again-body = Jau kartą buvote ten nukreipti. Galite bandyti dar kartą arba pasirinkti kitą šalį.
send-choose-another = Pasirinkti kitą šalį

## The page that leads back to the service.

continue-title = Prisijungėte
continue-body = Nukreipiame jus atgal: { $service }.
continue-button = Tęsti: { $service }
wait-title = Akimirką
wait-body = Jūsų prisijungimas dar tikrinamas. Po akimirkos paspauskite mygtuką.
wait-button = Patikrinti dar kartą

## Too many log in at once, and a place in the queue is kept.

queue-title = Esate eilėje
queue-body = Šiuo metu jungiasi daug žmonių. Jūsų vieta išlieka, kol šis puslapis atidarytas, o atėjus jūsų eilei puslapis tęsis savaime.
queue-press = Šiuo metu jungiasi daug žmonių. Jūsų vieta išlieka. Atėjus jūsų eilei paspauskite mygtuką.
queue-minutes = { $minutes ->
    [one] Tai užtruks maždaug { $minutes } minutę.
    [few] Tai užtruks maždaug { $minutes } minutes.
   *[other] Tai užtruks maždaug { $minutes } minučių.
}

## Whom one can ask when something did not work.

contact-title = Ko galite klausti
contact-country = Pagalba dėl elektroninių tapatybių { $in_country }
contact-eid = Pagalba: { $eid }
contact-service = Pagalba: { $service }
contact-ours = Šios prisijungimo paslaugos pagalba
contact-phone = Telefonas
contact-email = El. paštas
contact-web = Tinklalapis
contact-hours = Darbo laikas
contact-languages = Kalbos

## The front page, for whom came here by chance.

front-title = Prisijungimas per Europos sienas
front-body = Tai prisijungimo paslauga. Čia patenkama iš viešosios paslaugos, kuria norima naudotis, o ne tiesiogiai. Eikite į paslaugą ir ten pasirinkite prisijungti.
front-developers = Tiems, kurie prijungia paslaugą ar šalį

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Austrijoje
    [BE] Belgijoje
    [BG] Bulgarijoje
    [CY] Kipre
    [CZ] Čekijoje
    [DE] Vokietijoje
    [DK] Danijoje
    [EE] Estijoje
    [EL] Graikijoje
    [ES] Ispanijoje
    [EU] ES institucijose
    [FI] Suomijoje
    [FR] Prancūzijoje
    [HR] Kroatijoje
    [HU] Vengrijoje
    [IE] Airijoje
    [IS] Islandijoje
    [IT] Italijoje
    [LI] Lichtenšteine
    [LT] Lietuvoje
    [LU] Liuksemburge
    [LV] Latvijoje
    [MT] Maltoje
    [NL] Nyderlanduose
    [NO] Norvegijoje
    [PL] Lenkijoje
    [PT] Portugalijoje
    [RO] Rumunijoje
    [SE] Švedijoje
    [SI] Slovėnijoje
    [SK] Slovakijoje
   *[other] šalyje { $country }
}

## The page that shows what would be sent to another country.

consent-title = Siųsti jūsų duomenis prisijungimo paslaugai { $in_country }?
consent-body = { $service } klausia, kas jūs esate. Jei sutinkate, šie duomenys siunčiami prisijungimo paslaugai { $in_country }, o ji juos perduoda: { $service }. Kol kas nieko neišsiųsta.
consent-unnotified = Tik bandymams: { $eid } nepatvirtinta naudoti kitose šalyse.
consent-caption = Kas būtų išsiųsta
consent-level = Saugumo užtikrinimo lygis
consent-level-value = { $level }, { $eid }
consent-level-why = Kad paslauga žinotų, kaip saugiai prisijungėte.
consent-unsent-title = Kas nesiunčiama
consent-unsent-number = Jūsų asmens kodas. Siunčiamas tik šiai šaliai sukurtas identifikatorius: { $country }.
consent-unsent-asked = Ko dar prašė paslauga:
consent-unsent-rest = Visa kita apie jus, pavyzdžiui, ką darote kitur.
consent-once = Jūsų atsakymas galioja tik šiam prisijungimui.
consent-if-declined = Jei nesutiksite, grįšite į paslaugą, kuri nieko apie jus nesužinos.
consent-approve = Siųsti ir prisijungti
consent-not-me = Tai ne aš
consent-not-me-hint = Ar tai kito asmens duomenys? Pasirinkite „Tai ne aš“. Tada nieko nebus išsiųsta ir galėsite prisijungti naudodami savo elektroninę tapatybę.
consent-decline = Nesiųsti
consent-changed = Nuo tada, kai matėte duomenis, jie pasikeitė. Perskaitykite juos dar kartą.
consent-remember = { $days ->
    [one] Neklausti manęs { $days } dieną šioje naršyklėje, kai { $service } prašo tų pačių duomenų.
    [few] Neklausti manęs { $days } dienas šioje naršyklėje, kai { $service } prašo tų pačių duomenų.
   *[other] Neklausti manęs { $days } dienų šioje naršyklėje, kai { $service } prašo tų pačių duomenų.
}
consent-remember-hint = Vis tiek kiekvieną kartą prisijungiate naudodami elektroninę tapatybę. Jei kas nors pasikeis, klausime dar kartą. Nežymėkite to kompiuteryje, kuriuo naudojasi ir kiti.
consent-remembered = Ši naršyklė prisimena paslaugas, kurioms anksčiau davėte sutikimą.
consent-forget = Klausti kiekvieną kartą
consent-identifier = Identifikatorius
consent-identifier-why = Kad paslauga kitą kartą jus atpažintų.
consent-family-name = Pavardė
consent-given-name = Vardas
consent-name-why = Kad paslauga galėtų į jus kreiptis ir rasti jūsų bylą.
consent-birthdate = Gimimo data
consent-birthdate-why = Kad paslauga nesupainiotų jūsų su kitais to paties vardo asmenimis.
consent-birth-name = Vardas ir pavardė gimus
consent-birthplace = Gimimo vieta
consent-birth-country = Gimimo šalis
consent-birth-town = Gimimo miestas
consent-address = Adresas
consent-gender = Lytis
consent-phone = Telefono numeris
consent-email = El. pašto adresas
consent-nationality = Pilietybė
consent-residence = Gyvenamoji šalis
consent-e-justice-role = Vaidmuo e-Justice
consent-legal-name = Įmonės ar organizacijos pavadinimas
consent-legal-identifier = Įmonės ar organizacijos identifikatorius
consent-vat = PVM mokėtojo kodas
consent-tax = Mokesčių mokėtojo kodas
consent-eu-identifier = Europinis bendrovės identifikatorius (EUID)
consent-lei = Juridinio asmens identifikatorius (LEI)
consent-eori = Muitinės numeris (EORI)
consent-excise = Akcizo numeris (SEED)
consent-sic = Veiklos kodas (SIC)
consent-asked-why = To prašė paslauga.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Prisijungti prie paslaugos { $in_country }
national-abroad-body = { $service } { $in_country } klausia, kas jūs esate. Prisijungiate naudodami norvegišką elektroninę tapatybę. Prieš ką nors išsiunčiant matysite, kas tai, ir galėsite nesutikti.
national-some-service = Paslauga
national-nameless = paslauga { $in_country }
national-level = Reikia „{ $level }“ arba aukštesnio lygio elektroninės tapatybės.
national-level-highest = Reikia „{ $level }“ lygio elektroninės tapatybės; tai aukščiausias lygis.
national-nobody = Šiuo metu jokios elektroninės tapatybės negalima naudoti šiam prisijungimui.
national-greyed-legend = Elektroninės tapatybės, kurių dabar negalima naudoti
national-why-planned = Dar nepatvirtinta naudoti kitose šalyse
national-why-pre-notified = Vyksta patvirtinimas naudoti kitose šalyse
national-why-level = Nesiekia reikalaujamo lygio
national-why-no-terms = Nėra susitarimo dėl naudojimo privačiose įmonėse { $in_country }
national-why-suspended = Laikinai uždaryta
national-why-unavailable = Šiuo metu neatsako
national-unnotified = Tik bandymams: nepatvirtinta naudoti kitose šalyse
national-choose-first = Prieš tęsdami pasirinkite elektroninę tapatybę.
national-not-possible = Šios elektroninės tapatybės dabar negalima naudoti šiam prisijungimui. Pasirinkite kitą.
national-just-failed = { $eid } šiuo metu neatsako. Pasirinkite kitą elektroninę tapatybę arba netrukus bandykite dar kartą.
national-step-up = Esate prisijungę, bet žemesniu lygiu, nei reikalauja { $service }. Prisijunkite dar kartą naudodami stipresnę elektroninę tapatybę.
national-persons-title = Pasirinkite bandomąjį asmenį
national-persons-warning = Tik bandymams: bet kas gali prisijungti kaip bet kuris iš jų. Nė vieno iš jų nėra.
national-persons-legend = Kuo norite būti?
national-persons-choose-first = Prieš tęsdami pasirinkite bandomąjį asmenį.
national-persons-another = Prisijungti kitu būdu
national-try-again = Bandyti dar kartą: { $eid }
national-another = Pasirinkti kitą elektroninę tapatybę
national-cancelled = Prisijungimas nutrauktas: { $eid }
    .body = Jūs atšaukėte arba { $eid } nepatvirtino, kas jūs esate. Nieko neišsiųsta: { $service }.
    .advice = Galite bandyti dar kartą, pasirinkti kitą elektroninę tapatybę arba grįžti į paslaugą.
national-failed = Prisijungti nepavyko: { $eid }
    .body = Prisijungimas ({ $eid }) baigėsi klaida. Tai ne jūsų ir ne paslaugos ({ $service }) kaltė.
    .advice = Bandykite dar kartą arba pasirinkite kitą elektroninę tapatybę.
national-level-too-low = Reikia stipresnės elektroninės tapatybės
    .body = Prisijungimas ({ $eid }) nesiekia saugumo užtikrinimo lygio, kurio reikalauja { $service }.
    .advice = Pasirinkite stipresnę elektroninę tapatybę.
national-answer-invalid = Negalėjome panaudoti atsakymo: { $eid }
    .body = Atsakymas neatitiko mūsų saugumo patikrų, todėl jūsų neprijungėme. Tai ne jūsų kaltė.
    .advice = Bandykite dar kartą. Jei tai pasikartos, nurodykite mums toliau pateiktą numerį.
national-answer-late = Turite prisijungti iš naujo: { $eid }
    .body = Šis prisijungimas turi įvykti dabar; ankstesnio naudoti negalima. { $eid } atsakė senesniu.
    .advice = Bandykite dar kartą ir, kai būsite paprašyti, prisijunkite iš naujo.
national-incomplete = Atsiųsta ne viskas, ko reikia: { $eid }
    .body = Kai kurių pagrindinių jūsų duomenų (vardo, gimimo datos, asmens kodo) atsakyme trūko arba jie buvo neteisingi, todėl negalime jūsų prijungti.
    .advice = Pasirinkite kitą elektroninę tapatybę arba klauskite tos, kurią naudojote, pagalbos.
national-not-notified = Naudotos elektroninės tapatybės kitose šalyse naudoti dar negalima
    .body = Prisijungėte ({ $eid }), bet naudodami elektroninę tapatybę, kuri nepatvirtinta naudoti kitose šalyse. Nieko neišsiųsta: { $service }.
    .advice = Bandykite dar kartą ir ten pasirinkite patvirtintą.
national-suspended = Laikinai uždaryta: { $eid }
    .body = Prisijungimas ({ $eid }) uždarytas saugumo arba priežiūros sumetimais.
    .advice = Pasirinkite kitą elektroninę tapatybę arba bandykite vėliau.
national-unavailable = Šiuo metu neatsako: { $eid }
    .body = Nepavyksta susisiekti: { $eid }. Tai ne jūsų ir ne paslaugos ({ $service }) kaltė.
    .advice = Pasirinkite kitą elektroninę tapatybę arba bandykite po kelių minučių.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Skaitmeninė dėklė
wallet-description = Tapatybės įrodymas jūsų europinėje dėklėje
wallet-title = Prisijungti naudojant skaitmeninę dėklę
wallet-body = Jūsų dėklės prašoma vardų, gimimo datos, šalies ir asmens kodo, kad { $service } žinotų, kas jūs esate. Tą patį matysite dėklėje ir ten nuspręsite.
wallet-privacy = Šiuos duomenis perduodame ({ $service }) ir jų nesaugome.
wallet-here-title = Dėklė yra šiame įrenginyje
wallet-open = Atidaryti dėklę
wallet-open-other = Atidaryti kitą dėklę
wallet-here-hint = { $minutes ->
    [one] Nuoroda veikia { $minutes } minutę. Po to automatiškai grįšite čia.
    [few] Nuoroda veikia { $minutes } minutes. Po to automatiškai grįšite čia.
   *[other] Nuoroda veikia { $minutes } minučių. Po to automatiškai grįšite čia.
}
wallet-elsewhere-title = Dėklė yra kitame įrenginyje
wallet-scan = Nuskaitykite kodą dėkle. Skaitykite kodą tik tame puslapyje, kurį atidarėte patys.
wallet-scan-hint = { $minutes ->
    [one] Kodas veikia { $minutes } minutę. Bet kada galite gauti naują.
    [few] Kodas veikia { $minutes } minutes. Bet kada galite gauti naują.
   *[other] Kodas veikia { $minutes } minučių. Bet kada galite gauti naują.
}
wallet-qr-alternative = QR kodas, kuris atidaro dėklę kitame įrenginyje. Ta pati nuoroda pateikta tekstu toliau.
wallet-copy = Negalite nuskaityti kodo?
wallet-copy-label = Nukopijuokite nuorodą ir atidarykite ją įrenginyje, kuriame yra dėklė:
wallet-approved = Patvirtinau, tęsti
wallet-new-code = Gauti naują nuorodą ir kodą
wallet-another = Pasirinkti kitą prisijungimo būdą
wallet-not-yet = Iš dėklės atsakymo dar negauta. Pirmiausia patvirtinkite dėklėje.
wallet-refused = Dėklėje atsakyta „ne“. Nieko neišsiųsta. Galite bandyti dar kartą su nauju kodu arba pasirinkti kitą būdą.
wallet-failed = Dėklė negalėjo atsakyti į prašymą. Nieko neišsiųsta. Galite bandyti dar kartą su nauju kodu arba pasirinkti kitą būdą.
wallet-expired = Nuoroda ir kodas nebeveikia. Gaukite naujus, kad galėtumėte tęsti.
wallet-code-expired = Kodas nebeveikia. Gaukite naują, jei dėklė yra kitame įrenginyje.
wallet-in-another-browser = Dėklė atsakė ir atidarė kitą kortelę arba naršyklę. Tęskite ten arba pradėkite čia iš naujo.
wallet-browser-title = Leisti naršyklei rasti dėklę
wallet-browser-ask = Rasti dėklę
wallet-browser-hint = Naršyklė rodo šio įrenginio dėkles arba prisijungia prie jūsų telefono. Ten nusprendžiate, kas bus parodyta.
wallet-browser-none = Nė viena dėklė neatsakė. Bandykite dar kartą arba pasirinkite kitą būdą šiame puslapyje.
wallet-card-expired = Parodyto dokumento galiojimas baigėsi. Parodykite kitą arba pasirinkite kitą prisijungimo būdą.
wallet-card-revoked = Parodytą dokumentą išdavėjas panaikino arba sustabdė. Parodykite kitą arba pasirinkite kitą prisijungimo būdą.
wallet-not-taken = To, ką parodė dėklė, panaudoti nepavyko. Bandykite dar kartą arba pasirinkite kitą prisijungimo būdą.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Atpažinome jus
matched-body = Čia esate įrašyti kaip { $name }, jūsų numeris baigiasi { $end }. Galite naudotis paslauga { $service }, kuri gauna jūsų numerį.
matched-body-alone = Čia esate įrašyti kaip { $name }, jūsų numeris baigiasi { $end }. Galite naudotis paslauga { $service }, kuri jūsų numerio negauna.
matched-keep = Ar atpažinti jus kitą kartą?
matched-keep-hint = Jei norite, išsaugosime, kuris numeris yra jūsų. Jis užšifruotas, ir jį atveria tik jūsų elektroninė tapatybė. Tada prisijungiant registro iš naujo neklausiama.
matched-keep-until = Taip, iki { $date }
matched-keep-not = Ne, nesaugoti
matched-none-title = Neradome jūsų tarp čia įrašytų asmenų
matched-none-body = Įrodėte, kad esate { $name }. To, ką apie jus sako jūsų elektroninė tapatybė, nepavyko susieti su vienu asmeniu registre.
matched-used = Tai buvo palyginta
matched-differs = Registre kitaip
matched-ways = Ką galite padaryti
matched-link-title = Ar turite Norvegijos elektroninę tapatybę?
matched-link-body = Prisijunkite su ja vieną kartą, ir žinosime, kuris numeris yra jūsų. Dar kartą prisijungti { $in_country } nereikia. Padarykite tą patį, jei nuo praėjusio karto gavote naują elektroninę tapatybę.
matched-link = Susieti per { $eid }
matched-update = Jei kas nors apie jus registre klaidinga ar pasenę, paprašykite ištaisyti ir paskui prisijunkite iš naujo.
matched-without = Tęsti nesusiejus
matched-as-new = Tęsti kaip naujam naudotojui
matched-without-hint = Jei jau esate įrašyti, { $service } nežinos, kad tai jūs.
matched-not-linked = Nieko nesusieta: jūsų vardas ar gimimo data abiejose elektroninėse tapatybėse nesutampa.
matched-not-proven = Prisijungimas su Norvegijos elektronine tapatybe nebaigtas. Nieko nesusieta.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mano prisijungimai
own-receipt = Prisijungimų patvirtinimai: kas apie jus išsiųsta, kam ir kodėl
own-title = Mano prisijungimai
own-intro = Čia matote savo pastarųjų 90 dienų prisijungimus ir kas apie jus buvo išsiųsta. Juos atveria tik jūsų elektroninė tapatybė.
own-start = Prisijungti ir pamatyti
own-list = Kas buvo išsiųsta
own-none = Nėra ką parodyti.
own-when = Kada
own-to = Kam
own-with = Kuo
own-why = Kodėl
own-why-login = Jūs prisijungėte prie šios paslaugos.
own-one = Rodyti tik šį patvirtinimą spausdinimui
own-all = Rodyti visus mano prisijungimus
own-kept = Ką galite nutraukti
own-kept-match = Jūsų numeris, kuris baigiasi { $end }, saugomas iki { $date }
own-kept-from = { $country }: jūsų numeris šios šalies elektroninei tapatybei saugomas iki { $date }
own-end-match = Daugiau nesaugoti
own-export = Išsaugoti kaip failą (JSON)
own-code-title = Pagalbos tarnyba
own-code-body = Gaukite kodą ir perskaitykite jį pagalbos tarnybai. Su juo jie 15 minučių mato šį sąrašą ir nieko daugiau apie jus.
own-code-get = Gauti kodą
own-code = Jūsų kodas: { $code }. Galioja iki { $time }.
own-leave = Uždaryti mano prisijungimus
own-about = Ką saugome
own-about-passed = Ką jūsų elektroninė tapatybė sako apie jus, perduodama paslaugai, prie kurios jungiatės. Mes tai turime ne ilgiau, nei trunka prisijungimas.
own-about-yours = Patys galite nutraukti: prisijungimą čia, naršyklės atsimenamus sutikimus ir numerį, kurį leidote mums saugoti. Prisijungimų sąrašas po 90 dienų išsitrina pats. Viskas užšifruota, tai atveria tik jūsų elektroninė tapatybė ar naršyklė.
own-about-law = Įstatymas reikalauja prisijungimų žurnalo be jūsų vardo ir numerio.
own-about-journal = Jei buvote palyginti su registru, tai, kas palyginta, irgi saugoma užšifruota 6–12 mėnesių.
own-about-ask = Norite ką nors ištrinti ar sužinoti, ką apie jus turime? Klauskite čia.

## The page of one’s own login here, and logging out.

session-link = Jūsų prisijungimas čia
session-title = Esate čia prisijungę
session-by = { $minutes ->
    [one] Prisijungėte prieš { $minutes } minutę ({ $eid }). Paslaugos, kurios naudoja šį prisijungimą, įleidžia jus šioje naršyklėje nebeklausdamos, kol jis baigsis.
    [few] Prisijungėte prieš { $minutes } minutes ({ $eid }). Paslaugos, kurios naudoja šį prisijungimą, įleidžia jus šioje naršyklėje nebeklausdamos, kol jis baigsis.
   *[other] Prisijungėte prieš { $minutes } minučių ({ $eid }). Paslaugos, kurios naudoja šį prisijungimą, įleidžia jus šioje naršyklėje nebeklausdamos, kol jis baigsis.
}
session-services = Naudojote jį šioms paslaugoms:
session-logout = Atsijungti
session-logout-hint = Atsijunkite, jei šiuo kompiuteriu naudojasi ir kiti.
session-nobody-title = Nesate čia prisijungę
session-nobody-body = Jokia paslauga šioje naršyklėje nieko neįleidžia be naujo prisijungimo. Galbūt vis dar esate prisijungę prie anksčiau naudotos paslaugos: atsijunkite ten.
session-asks-title = Ar norite atsijungti?
session-asks-body = { $service } prašo užbaigti jūsų prisijungimą čia.
session-asks-body-nameless = Puslapis prašo užbaigti jūsų prisijungimą čia.
session-stay = Likti prisijungus
session-out-title = Atsijungėte
session-out-body = Jūsų prisijungimas baigtas. Niekas šioje naršyklėje juo prie paslaugos nebeprisijungs.
session-was-not = Ir anksčiau nebuvote čia prisijungę.
session-closed = Šioms paslaugoms pranešta:
session-open = Galbūt vis dar esate prisijungę prie šių paslaugų:
session-open-hint = Atsijunkite ir ten arba uždarykite naršyklę.
session-back = Tęsti: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Bandyti dar kartą: { $country }
error-other-country = Pasirinkti kitą šalį
error-back = Grįžti: { $service }
error-look = Bandyti dar kartą
error-help = Gauti pagalbą
error-reference = Nuorodos numeris
error-reference-hint = Nurodykite šį numerį, jei kreipiatės pagalbos. Jis nieko apie jus nesako.
error-cancelled = Nutraukėte prisijungimą { $in_country }
    .body = Nieko neišsiųsta: { $service }.
    .advice = Galite grįžti į paslaugą, bandyti dar kartą arba pasirinkti kitą šalį.
error-not-confirmed = Nepatvirtinta, kas jūs esate ({ $country })
    .body = Galbūt kodas buvo neteisingas, jūsų elektroninė tapatybė užblokuota ar nebegalioja arba ten nutraukėte prisijungimą. Nieko neišsiųsta: { $service }.
    .advice = Bandykite dar kartą. Jei jūsų elektroninė tapatybė užblokuota, ją atblokuoti gali tik jos pačios pagalba.
error-peer-failed = Prisijungti nepavyko ({ $country })
    .body = Prisijungimas { $in_country } baigėsi klaida. Tai ne jūsų ir ne paslaugos ({ $service }) kaltė.
    .advice = Bandykite dar kartą. Jei tai pasikartos, jūsų elektroninės tapatybės pagalba žino daugiau.
error-level-too-low = Reikia stipresnės elektroninės tapatybės
    .body = Naudota elektroninė tapatybė nesiekia saugumo užtikrinimo lygio, kurio reikalauja { $service }.
    .advice = Bandykite naudoti stipresnę elektroninę tapatybę, jei jūsų šalis tokią siūlo.
error-answer-invalid = Negalėjome panaudoti atsakymo ({ $country })
    .body = Atsakymas neatitiko mūsų saugumo patikrų, todėl jūsų neprijungėme. Tai ne jūsų kaltė.
    .advice = Bandykite dar kartą. Jei tai pasikartos, nurodykite mums toliau pateiktą numerį.
error-answer-late = Atsakymas gautas per vėlai
    .body = Jūsų saugumui atsakymas iš kitos šalies galioja tik kelias minutes.
    .advice = Bandykite dar kartą; šalies rinktis iš naujo nereikia.
error-answer-used = Šis prisijungimas jau panaudotas
    .body = Tą patį atsakymą galima panaudoti tik kartą. Galbūt iš naujo įkėlėte seną puslapį.
    .advice = Grįžkite į paslaugą. Jei nesate ten prisijungę, pradėkite iš naujo.
error-incomplete = Atsiųsta ne viskas, ko reikia ({ $country })
    .body = Kai kurių pagrindinių jūsų duomenų (vardo, gimimo datos, identifikatoriaus) atsakyme trūko, todėl negalime jūsų prijungti.
    .advice = Jūsų elektroninės tapatybės pagalba žino, kokius duomenis ji siunčia. Galite bandyti dar kartą arba pasirinkti kitą šalį.
error-representation = Čia galite prisijungti tik savo vardu
    .body = Prisijungimo paslauga { $in_country } pranešė, kad veikiate kito asmens vardu. { $service } to priimti negali.
    .advice = Bandykite dar kartą ir prisijunkite savo vardu.
error-another-level = Reikia kitos elektroninės tapatybės
    .body = { $service } priima tik tam tikrus saugumo užtikrinimo lygius, o jūsų prisijungimo lygis buvo kitas. Nieko apie jus neišsiųsta.
    .advice = Prisijunkite naudodami kitą elektroninę tapatybę arba grįžkite į paslaugą.
error-another-person = Nesate asmuo, kurio laukė paslauga
    .body = { $service } klausė asmens, kuris ja naudojosi anksčiau, o jūs prisijungėte kaip kitas. Nieko apie jus neišsiųsta.
    .advice = Bandykite naudoti to asmens elektroninę tapatybę, jei ji jūsų, arba grįžkite į paslaugą ir ten pradėkite iš naujo.
error-country-unavailable = Šiuo metu nepavyksta susisiekti su šalimi: { $country }
    .body = Šiuo metu neturime galiojančio ryšio su prisijungimo paslauga { $in_country }. Tai ne jūsų kaltė.
    .advice = Bandykite vėliau arba pasirinkite kitą šalį, jei ten turite elektroninę tapatybę.
error-country-suspended = Prisijungimas { $in_country } laikinai uždarytas
    .body = Prisijungimas { $in_country } uždarytas saugumo arba priežiūros sumetimais.
    .advice = Bandykite vėliau arba grįžkite į paslaugą.
error-abroad-suspended = Prisijungimas prie paslaugų { $in_country } laikinai uždarytas
    .body = Jis uždarytas saugumo arba priežiūros sumetimais. Nieko apie jus neišsiųsta.
    .advice = Bandykite vėliau arba paklauskite paslaugos apie kitą prisijungimo būdą.
error-abroad-unavailable = Šiuo metu negalime jūsų nukreipti atgal ({ $country })
    .body = Šiuo metu neturime galiojančio ryšio su prisijungimo paslauga { $in_country }. Tai ne jūsų kaltė. Nieko apie jus neišsiųsta.
    .advice = Po kelių minučių vėl eikite į paslaugą ir pradėkite iš ten.
error-cookie-missing = Neatpažįstame šios naršyklės
    .body = Prisijungimas turi baigtis toje pačioje naršyklėje, kurioje prasidėjo, ir slapukai turi būti leidžiami. Tai saugo jus nuo kitų, bandančių pasinaudoti jūsų prisijungimu.
    .advice = Leiskite šios svetainės slapukus, grįžkite į paslaugą ir ten pradėkite iš naujo.
error-too-many-logins = Vienu metu atidaryta per daug prisijungimų
    .body = Šioje naršyklėje pradėta tiek prisijungimų, kad seniausią teko uždaryti. Tai buvo vienas iš jų.
    .advice = Grįžkite į paslaugą ir pradėkite iš naujo.
error-flow-expired = Prisijungimas truko per ilgai
    .body = Jūsų saugumui prisijungimas turi būti baigtas per { $minutes } minučių.
    .advice = Grįžkite į paslaugą ir pradėkite iš naujo.
error-flow-unknown = Šio prisijungimo nebėra
    .body = Galbūt atidarėte žymę arba seną puslapį. Prisijungimas gali prasidėti tik paslaugoje, kuria norite naudotis.
    .advice = Eikite į paslaugą ir prisijunkite iš ten.
error-flow-finished = Šis prisijungimas jau baigtas
    .body = Jau buvote nukreipti: { $service }.
    .advice = Tęskite paslaugoje. Jei nesate ten prisijungę, pradėkite iš naujo.
error-foreign-request-invalid = Kitos šalies prisijungimo paslauga atsiuntė tai, ko negalime panaudoti
    .body = Prašymas neatitiko mūsų saugumo patikrų, todėl neprašėme jūsų prisijungti. Tai ne jūsų kaltė.
    .advice = Grįžkite į paslaugą, iš kurios atėjote, ir bandykite dar kartą. Jei tai pasikartos, praneškite tai paslaugai.
error-foreign-request-late = Kitos šalies prašymas per senas
    .body = Jūsų saugumui prisijungimo prašymas galioja tik kelias minutes. Galbūt atidarėte seną puslapį.
    .advice = Grįžkite į paslaugą, iš kurios atėjote, ir pradėkite iš naujo.
error-foreign-request-used = Šis prisijungimas jau kartą pradėtas
    .body = Tą patį prašymą galima panaudoti tik kartą. Galbūt iš naujo įkėlėte seną puslapį.
    .advice = Grįžkite į paslaugą, iš kurios atėjote, ir pradėkite iš naujo.
error-nothing-to-send = Negalime jūsų prijungti ({ $country })
    .body = Parodėte, kas esate, bet trūksta to, kas privaloma { $in_country }: vardo, pavardės, gimimo datos arba patvirtinto saugumo užtikrinimo lygio. Nieko apie jus neišsiųsta.
    .advice = Galite grįžti į paslaugą, kuriai bus pranešta, kad prisijungti nepavyko.
error-not-abroad = Nacionalinės elektroninės tapatybės kitoms šalims neatvertos
    .body = Apie jokią nacionalinę elektroninę tapatybę kitoms Europos šalims čia dar nepranešta arba visos uždarytos. Todėl šiuo adresu nėra ko skelbti.
    .advice = Naudokite kitą prisijungimo būdą, kurį siūlo paslauga.
error-not-for-people = Čia nėra ko žiūrėti
    .body = Šiuo adresu priimami pranešimai tarp Europos šalių prisijungimo paslaugų.
    .advice = Eikite į paslaugą, kuria norite naudotis, ir prisijunkite iš ten.
error-client-unknown = Nepažįstame jus nukreipusios paslaugos
    .body = Paslauga čia neregistruota arba nurodė neteisingą grįžimo adresą. Todėl negalime jūsų automatiškai nukreipti atgal.
    .advice = Praneškite paslaugai. Klaida jos, o ne jūsų.
error-request-invalid = Paslauga atsiuntė tai, ko negalime panaudoti
    .body = Paslaugos prisijungimo prašyme yra klaida. Tai ne jūsų kaltė.
    .advice = Grįžkite į paslaugą ir bandykite dar kartą. Jei tai pasikartos, praneškite paslaugai.
error-logout-expired = Šis klausimas per senas
    .body = Į atsijungimo prašymą reikia atsakyti per dešimt minučių. Nesate atjungti.
    .advice = Kad atsijungtumėte, puslapio apačioje atidarykite „Jūsų prisijungimas čia“.
error-logout-hint = Nesate atjungti: paslaugos pateiktas jūsų prisijungimo įrodymas negalioja
    .body = Paslauga atsiuntė tapatybės žetoną (id_token_hint), kuris nėra vienas iš mūsų jai išduotų. Tai ne jūsų kaltė.
    .advice = Kad atsijungtumėte, puslapio apačioje atidarykite „Jūsų prisijungimas čia“. Jei tai pasikartos, praneškite paslaugai.
error-logout-invalid = Nesate atjungti: paslauga atsiuntė tai, ko negalime panaudoti
    .body = Atsijungimo prašyme yra klaida arba jis atėjo iš paslaugos, kurios nepažįstame. Tai ne jūsų kaltė.
    .advice = Kad atsijungtumėte, puslapio apačioje atidarykite „Jūsų prisijungimas čia“. Jei tai pasikartos, praneškite paslaugai.
error-logout-return = Nesate atjungti: paslauga nurodė neteisingą grįžimo adresą
    .body = Grįžimo po atsijungimo adresas (post_logout_redirect_uri) paslaugai neregistruotas ženklas į ženklą. Tai ne jūsų kaltė.
    .advice = Kad atsijungtumėte, puslapio apačioje atidarykite „Jūsų prisijungimas čia“. Jei tai pasikartos, praneškite paslaugai.
error-too-many-attempts = Šį prisijungimą bandyta per daug kartų
    .body = Per šį prisijungimą buvote nukreipti tris kartus, bet atsakymo negauta.
    .advice = Grįžkite į paslaugą ir pradėkite iš naujo.
error-busy = Šiuo metu jungiasi per daug žmonių
    .body = Kurį laiką naujų prisijungimų nepriimame. Tai ne jūsų kaltė, ir tai neliečia jau pradėjusių.
    .advice = Šiek tiek palaukite, grįžkite į paslaugą ir bandykite dar kartą.
error-not-found = Šio puslapio nėra
    .body = Adresas neteisingas arba senas.
    .advice = Eikite į paslaugą, kuria norite naudotis, ir prisijunkite iš ten.
error-internal = Mūsų pusėje įvyko klaida
    .body = Tai ne jūsų kaltė. Paslaugai nieko neišsiųsta.
    .advice = Netrukus bandykite dar kartą. Jei tai pasikartos, nurodykite mums toliau pateiktą numerį.
error-unavailable = Šiuo metu negalime nieko prijungti
    .body = Prisijungimo paslauga paleidžiama iš naujo arba sugedo. Tai ne jūsų kaltė.
    .advice = Bandykite po kelių minučių.
