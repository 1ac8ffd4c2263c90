### Estonian. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = teenus
skip-to-content = Liigu sisu juurde
language-switch = Keel
footer-help = Abi
footer-privacy = Andmekaitsetingimused
footer-accessibility = Ligipääsetavuse teatis
footer-get-eid = Kuidas saada eID
banner-demo = Demo-Euroopa: siin on kõik simuleeritud ja kõik isikud on välja mõeldud.
banner-test = Testkeskkond: ärge kasutage siin päris eID‑d.
footer-unread = Ükski emakeelekõneleja pole seda tõlget veel lugenud. Andke meile teada, mida peaks parandama.
steps-label = Teie sisselogimise sammud
step-country = Riigi valimine
step-home = Sisselogimine oma riigis
step-back = Tagasi teenusesse
time-left-title = Kas vajate rohkem aega?
time-left-body = Teie sisselogimine siin lõpeb umbes kahe minuti pärast. Võite saada rohkem aega ja midagi ei lähe kaotsi.
time-left-more = Soovin rohkem aega
time-left-last = Teie sisselogimine siin lõpeb umbes kahe minuti pärast ja seda ei saa enam pikendada. Viige see kohe lõpule või minge tagasi teenusesse ja alustage uuesti.
eu-institutions = ELi institutsioonid
logging-in-to = Logite sisse teenusesse: { $service }
service-of = Teenust pakub { $organisation }
next = Edasi
cancel = Katkesta
cancel-back-to = Katkesta ja mine tagasi teenusesse: { $service }

## The page where one chooses how to log in.

chooser-title = Kuidas soovite sisse logida?
chooser-legend = Valige oma elektrooniline identiteet
chooser-eidas = Euroopa eID
chooser-eidas-hint = Kasutage oma ELi või EMP koduriigi elektroonilist identiteeti.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Valige oma eID riik
country-intro = Logite sisse elektroonilise identiteediga, mida kasutate kodus. Suuname teid teie oma riiki ja pärast tulete siia tagasi.
country-level = { $service } nõuab eID‑d, mille usaldusväärsuse tase on vähemalt „{ $level }“.
country-level-highest = { $service } nõuab eID‑d, mille usaldusväärsuse tase on „{ $level }“, mis on kõrgeim tase.
country-eids = Saate kasutada: { $eids }
country-more = Teenus küsib teie kohta ka neid andmeid. Need saadetakse ainult siis, kui teie riigil need on, ja sisse logida saate ka ilma nendeta.
country-companies = See teenus on mõeldud äriühingutele ja teistele organisatsioonidele. Oma riigis logite sisse ühe nimel neist: saadetakse selle nimi ja tunnus.
country-companies-acting = Kui tegutsete selle nimel, saadetakse ka teie enda nimi, sünniaeg ja tunnus.
country-companies-alone = Siin sobib ainult organisatsiooni enda e‑ID: oma e‑ID‑ga ei saa te selle nimel tegutseda.
country-companies-more = Teenus küsib ka neid andmeid organisatsiooni kohta. Need saadetakse ainult siis, kui teie riigil need on, ja sisse logida saate ka ilma nendeta.
country-legend = Riigid, mida saate valida
country-search = Otsige riiki
country-search-button = Otsi
country-show-all = Näita kõiki riike
country-none = Ükski riik ei vasta otsingule „{ $query }“.
country-count = { $count ->
    [one] Üks riik
   *[other] { $count } riiki
}
country-choose-first = Enne jätkamist valige riik.
country-not-possible = Seda riiki ei saa praegu selleks sisselogimiseks kasutada. Valige mõni teine.
country-unavailable-legend = Riigid, mida praegu ei saa kasutada
country-suggested = Soovitus teile
country-last-time = Viimati selles seadmes valitud
country-forget = Unusta minu valik
country-by-service = Teenuse soovitus
country-by-language = Soovitus teie brauseri keele järgi
country-not-connected = Seda riiki ei saa siin veel valida: { $country }.
country-failing = Paljud sisselogimised sellest riigist praegu ebaõnnestuvad
country-missing-title = Minu riiki ei ole siin
country-missing-body = Saate valida riike, millel on tunnustatud eID ja mis on meiega ühendatud. Teie riik võidakse ühendada hiljem. Kui teil on mõne teise riigi eID, võite kasutada seda. Muul juhul minge tagasi ja küsige teenuselt muud võimalust.
reason-level = Puudub nõutud tasemega eID
reason-service-unknown = Teenus ei ole selle riigi jaoks registreeritud
reason-incomplete = See riik ei edasta sisselogimiseks vajalikke andmeid
reason-unavailable = Me ei saa selle riigiga ühendust
reason-starting = Ühendamine käib; proovige hetke pärast uuesti
reason-suspended = Ajutiselt suletud
since = alates: { $time }
level-low = madal
level-substantial = märkimisväärne
level-high = kõrge

## The page that leads to the other country.

send-title = Suuname teid: { $country }
send-body = Seal logite sisse oma eID‑ga. Seejärel tulete automaatselt siia tagasi.
send-button = Jätka: { $country }
send-time-limit = { $minutes ->
    [one] Teil on sisselogimiseks aega umbes üks minut.
   *[other] Teil on sisselogimiseks aega umbes { $minutes } minutit.
}
send-again-title = Kas tulite tagasi ilma { $in_country } sisse logimata?
send-again-body = Oleme teid sinna juba korra suunanud. Võite uuesti proovida või valida mõne teise riigi.
send-choose-another = Vali teine riik

## The page that leads back to the service.

continue-title = Olete sisse logitud
continue-body = Suuname teid tagasi teenusesse: { $service }.
continue-button = Jätka teenusesse: { $service }
wait-title = Üks hetk
wait-body = Teie sisselogimist alles kontrollitakse. Vajutage hetke pärast nuppu.
wait-button = Kontrolli uuesti

## Too many log in at once, and a place in the queue is kept.

queue-title = Olete järjekorras
queue-body = Praegu logib sisse palju inimesi. Teie koht säilib, kuni see leht on avatud, ja leht läheb ise edasi, kui on teie kord.
queue-press = Praegu logib sisse palju inimesi. Teie koht säilib. Vajutage nuppu, kui on teie kord.
queue-minutes = { $minutes ->
    [one] See võtab aega umbes ühe minuti.
   *[other] See võtab aega umbes { $minutes } minutit.
}

## Whom one can ask when something did not work.

contact-title = Kellelt saate küsida
contact-country = eID kasutajatugi { $in_country }
contact-eid = Kasutajatugi: { $eid }
contact-service = Teenuse kasutajatugi: { $service }
contact-ours = Selle sisselogimisteenuse kasutajatugi
contact-phone = Telefon
contact-email = E‑post
contact-web = Veebileht
contact-hours = Avatud
contact-languages = Keeled

## The front page, for whom came here by chance.

front-title = Sisselogimine üle Euroopa piiride
front-body = See on sisselogimisvärav. Siia ei tulda otse, vaid avalikust teenusest, mida soovitakse kasutada. Minge teenusesse ja valige sisselogimine seal.
front-developers = Neile, kes ühendavad teenust või riiki

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Austrias
    [BE] Belgias
    [BG] Bulgaarias
    [CY] Küprosel
    [CZ] Tšehhis
    [DE] Saksamaal
    [DK] Taanis
    [EE] Eestis
    [EL] Kreekas
    [ES] Hispaanias
    [EU] ELi institutsioonides
    [FI] Soomes
    [FR] Prantsusmaal
    [HR] Horvaatias
    [HU] Ungaris
    [IE] Iirimaal
    [IS] Islandil
    [IT] Itaalias
    [LI] Liechtensteinis
    [LT] Leedus
    [LU] Luksemburgis
    [LV] Lätis
    [MT] Maltal
    [NL] Hollandis
    [NO] Norras
    [PL] Poolas
    [PT] Portugalis
    [RO] Rumeenias
    [SE] Rootsis
    [SI] Sloveenias
    [SK] Slovakkias
   *[other] riigis { $country }
}

## The page that shows what would be sent to another country.

consent-title = Kas saata teie andmed sisselogimisteenusele { $in_country }?
consent-body = { $service } küsib, kes te olete. Kui olete nõus, saadetakse need andmed sisselogimisteenusele { $in_country }, kes edastab need teenusele { $service }. Midagi ei ole veel saadetud.
consent-unnotified = Ainult testis: { $eid } ei ole heaks kiidetud teistes riikides kasutamiseks.
consent-caption = Mida saadetaks
consent-level = Usaldusväärsuse tase
consent-level-value = { $level }, { $eid }
consent-level-why = Et teenus teaks, kui turvaliselt te sisse logisite.
consent-unsent-title = Mida ei saadeta
consent-unsent-number = Teie isikukood. Saadetakse tunnus, mis on loodud ainult selle riigi jaoks: { $country }.
consent-unsent-asked = Mida teenus veel küsis:
consent-unsent-rest = Kõik muu teie kohta, näiteks see, mida te mujal teete.
consent-once = Teie vastus kehtib ainult selle sisselogimise kohta.
consent-if-declined = Kui keeldute, lähete tagasi teenusesse, mis ei saa teie kohta midagi teada.
consent-approve = Saada ja logi sisse
consent-not-me = See ei ole mina
consent-not-me-hint = Kas need on kellegi teise andmed? Valige „See ei ole mina“. Midagi ei saadeta ja saate oma eID‑ga sisse logida.
consent-decline = Ära saada
consent-changed = Andmed on pärast seda, kui neid nägite, muutunud. Palun lugege neid uuesti.
consent-remember = { $days ->
    [one] Ära küsi minult selles brauseris ühe päeva jooksul uuesti, kui { $service } küsib samu andmeid.
   *[other] Ära küsi minult selles brauseris { $days } päeva jooksul uuesti, kui { $service } küsib samu andmeid.
}
consent-remember-hint = Oma eID‑ga logite ikkagi iga kord sisse. Kui midagi muutub, küsime uuesti. Ärge märkige seda arvutis, mida kasutavad ka teised.
consent-remembered = See brauser mäletab teenuseid, mille puhul olete varem nõusoleku andnud.
consent-forget = Küsi minult iga kord
consent-identifier = Tunnus
consent-identifier-why = Et teenus teid järgmisel korral ära tunneks.
consent-family-name = Perekonnanimi
consent-given-name = Eesnimi
consent-name-why = Et teenus saaks teie poole pöörduda ja leida teie asja.
consent-birthdate = Sünniaeg
consent-birthdate-why = Et teenus ei ajaks teid segi teiste samanimeliste inimestega.
consent-birth-name = Sünninimi
consent-birthplace = Sünnikoht
consent-birth-country = Sünniriik
consent-birth-town = Sünnilinn
consent-address = Aadress
consent-gender = Sugu
consent-phone = Telefoninumber
consent-email = E‑posti aadress
consent-nationality = Kodakondsus
consent-residence = Elukohariik
consent-e-justice-role = Roll e-Justice’i süsteemis
consent-legal-name = Äriühingu või organisatsiooni nimi
consent-legal-identifier = Äriühingu või organisatsiooni tunnus
consent-vat = Käibemaksukohustuslase number
consent-tax = Maksukohustuslase number
consent-eu-identifier = Äriühingu Euroopa tunnus (EUID)
consent-lei = Juriidilise isiku tunnus (LEI)
consent-eori = Tollinumber (EORI)
consent-excise = Aktsiisinumber (SEED)
consent-sic = Tegevusala kood (SIC)
consent-asked-why = Teenus küsis seda.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Sisselogimine teenusesse { $in_country }
national-abroad-body = { $service } ({ $country }) küsib, kes te olete. Logite sisse Norra eID‑ga. Enne kui midagi saadetakse, näete, mis see on, ja võite keelduda.
national-some-service = Teenus
national-nameless = teenus { $in_country }
national-level = Vaja on eID‑d, mille usaldusväärsuse tase on vähemalt „{ $level }“.
national-level-highest = Vaja on eID‑d, mille usaldusväärsuse tase on „{ $level }“, mis on kõrgeim tase.
national-nobody = Selleks sisselogimiseks ei saa praegu kasutada ühtegi eID‑d.
national-greyed-legend = eID‑d, mida praegu ei saa kasutada
national-why-planned = Ei ole veel heaks kiidetud teistes riikides kasutamiseks
national-why-pre-notified = Heakskiitmine teistes riikides kasutamiseks käib
national-why-level = Ei vasta nõutud tasemele
national-why-no-terms = Puudub kokkulepe kasutamiseks eraettevõtetes { $in_country }
national-why-suspended = Ajutiselt suletud
national-why-unavailable = Praegu ei vasta
national-unnotified = Ainult testis: ei ole heaks kiidetud teistes riikides kasutamiseks
national-choose-first = Enne jätkamist valige eID.
national-not-possible = Seda eID‑d ei saa praegu selleks sisselogimiseks kasutada. Valige mõni teine.
national-just-failed = { $eid } praegu ei vasta. Valige mõni teine eID või proovige hetke pärast uuesti.
national-step-up = Olete sisse logitud, kuid madalamal tasemel, kui { $service } nõuab. Logige uuesti sisse tugevama eID‑ga.
national-persons-title = Valige testisik
national-persons-warning = Ainult testis: igaüks võib sisse logida ükskõik kellena neist. Ühtegi neist ei ole olemas.
national-persons-legend = Kes soovite olla?
national-persons-choose-first = Enne jätkamist valige testisik.
national-persons-another = Logi sisse muul viisil
national-try-again = Proovi uuesti: { $eid }
national-another = Vali teine eID
national-cancelled = Sisselogimine katkestati: { $eid }
    .body = Te katkestasite või { $eid } ei kinnitanud, kes te olete. Teenusele { $service } ei ole midagi saadetud.
    .advice = Võite uuesti proovida, valida mõne teise eID või minna tagasi teenusesse.
national-failed = Sisselogimine ei õnnestunud: { $eid }
    .body = Sisselogimine ({ $eid }) lõppes veaga. See ei ole teie ega teenuse { $service } süü.
    .advice = Proovige uuesti või valige mõni teine eID.
national-level-too-low = Vajate tugevamat eID‑d
    .body = Sisselogimine ({ $eid }) ei vasta usaldusväärsuse tasemele, mida { $service } nõuab.
    .advice = Valige tugevam eID.
national-answer-invalid = Me ei saanud vastust kasutada: { $eid }
    .body = Vastus ei läbinud meie turvakontrolle, seetõttu ei ole me teid sisse loginud. See ei ole teie süü.
    .advice = Proovige uuesti. Kui see kordub, teatage meile allolev viitenumber.
national-answer-late = Peate uuesti sisse logima: { $eid }
    .body = See sisselogimine peab toimuma praegu; varasemat ei saa kasutada. Vastus ({ $eid }) on vanema sisselogimise kohta.
    .advice = Proovige uuesti ja logige uuesti sisse, kui seda palutakse.
national-incomplete = Kõike vajalikku ei saadetud: { $eid }
    .body = Mõned teie põhiandmed (nimi, sünniaeg, isikukood) vastuses puudusid või olid valed, seetõttu ei saa me teid sisse logida.
    .advice = Valige mõni teine eID või küsige abi selle eID kasutajatoelt, mida kasutasite.
national-not-notified = Kasutatud eID‑d ei saa teistes riikides veel kasutada
    .body = Logisite sisse ({ $eid }), kuid eID‑ga, mis ei ole heaks kiidetud teistes riikides kasutamiseks. Teenusele { $service } ei ole midagi saadetud.
    .advice = Proovige uuesti ja valige seal heakskiidetud eID.
national-suspended = Ajutiselt suletud: { $eid }
    .body = Sisselogimine ({ $eid }) on turvalisuse või hoolduse tõttu suletud.
    .advice = Valige mõni teine eID või proovige hiljem uuesti.
national-unavailable = Praegu ei vasta: { $eid }
    .body = Ühendust ei saa luua: { $eid }. See ei ole teie ega teenuse { $service } süü.
    .advice = Valige mõni teine eID või proovige mõne minuti pärast uuesti.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digikukkur
wallet-description = Isikutuvastusandmed teie Euroopa kukrus
wallet-title = Sisselogimine digikukruga
wallet-body = Teie kukrult küsitakse nime, sünniaega, riiki ja isikukoodi, et { $service } teaks, kes te olete. Sama näete kukrus ja otsustate seal.
wallet-privacy = Edastame need andmed teenusele { $service } ega säilita neid.
wallet-here-title = Kukkur on selles seadmes
wallet-open = Ava kukkur
wallet-open-other = Ava teine kukkur
wallet-here-hint = { $minutes ->
    [one] Link kehtib ühe minuti. Seejärel tulete automaatselt siia tagasi.
   *[other] Link kehtib { $minutes } minutit. Seejärel tulete automaatselt siia tagasi.
}
wallet-elsewhere-title = Kukkur on teises seadmes
wallet-scan = Skannige kood kukruga. Skannige koodi ainult lehel, mille olete ise avanud.
wallet-scan-hint = { $minutes ->
    [one] Kood kehtib ühe minuti. Uue saate igal ajal.
   *[other] Kood kehtib { $minutes } minutit. Uue saate igal ajal.
}
wallet-qr-alternative = QR‑kood, mis avab kukru teises seadmes. Sama link on allpool tekstina.
wallet-copy = Kas te ei saa koodi skannida?
wallet-copy-label = Kopeerige link ja avage see seadmes, kus kukkur on:
wallet-approved = Olen kinnitanud, jätka
wallet-new-code = Hangi uus link ja kood
wallet-another = Vali muu sisselogimisviis
wallet-not-yet = Kukrust ei ole veel vastust tulnud. Kinnitage kõigepealt kukrus.
wallet-refused = Kukrus anti eitav vastus. Midagi ei saadetud. Võite proovida uue koodiga või valida muu viisi.
wallet-failed = Kukkur ei saanud taotlusele vastata. Midagi ei saadetud. Võite proovida uue koodiga või valida muu viisi.
wallet-expired = Link ja kood enam ei kehti. Jätkamiseks hankige uued.
wallet-code-expired = Kood enam ei kehti. Hankige uus, kui kukkur on teises seadmes.
wallet-in-another-browser = Kukkur vastas ja avas teise vahelehe või brauseri. Jätkake seal või alustage siin uuesti.
wallet-browser-title = Lase brauseril kukkur leida
wallet-browser-ask = Leia kukkur
wallet-browser-hint = Brauser näitab selles seadmes olevaid kukruid või loob ühenduse teie telefoniga. Seal otsustate, mida näidatakse.
wallet-browser-none = Ükski kukkur ei vastanud. Proovige uuesti või kasutage mõnda muud selle lehe viisi.
wallet-card-expired = Esitatud tõend on aegunud. Esitage mõni teine või valige muu sisselogimisviis.
wallet-card-revoked = Väljaandja on esitatud tõendi tühistanud või peatanud. Esitage mõni teine või valige muu sisselogimisviis.
wallet-not-taken = Seda, mida kukkur esitas, ei saanud kasutada. Proovige uuesti või valige muu sisselogimisviis.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Tundsime teid ära
matched-body = Olete siin kirjas nimega { $name } ja numbriga, mille lõpp on { $end }. Saate kasutada teenust { $service }, mis saab teie numbri.
matched-body-alone = Olete siin kirjas nimega { $name } ja numbriga, mille lõpp on { $end }. Saate kasutada teenust { $service }, mis teie numbrit ei saa.
matched-keep = Kas tunneme teid ka järgmisel korral?
matched-keep-hint = Soovi korral hoiame alles, milline number on teie oma. See on krüpteeritud ja selle avab ainult teie enda eID. Siis registrilt sisselogimisel uuesti ei küsita.
matched-keep-until = Jah, kuni: { $date }
matched-keep-not = Ei, ärge hoidke alles
matched-none-title = Me ei leidnud teid siin registreeritute hulgast
matched-none-body = Olete tõendanud, et olete { $name }. Seda, mida teie eID teie kohta ütleb, ei saanud seostada ühe isikuga registris.
matched-used = Seda võrreldi
matched-differs = Registris on teisiti
matched-ways = Mida saate teha
matched-link-title = Kas teil on Norra eID?
matched-link-body = Logige sellega korra sisse ja me teame, milline number on teie oma. Uuesti ei pea te { $in_country } sisse logima. Tehke sama, kui olete vahepeal saanud uue eID.
matched-link = Seo: { $eid }
matched-update = Kui midagi teie kohta on registris vale või vana, paluge see parandada ja logige siis uuesti sisse.
matched-without = Jätka sidumata
matched-as-new = Jätka uue kasutajana
matched-without-hint = Kui olete juba registreeritud, ei tea { $service }, et see olete teie.
matched-not-linked = Midagi ei seotud: teie nimi või sünniaeg ei ole kahes eID‑s sama.
matched-not-proven = Norra eID‑ga sisselogimine jäi pooleli. Midagi ei seotud.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Minu sisselogimised
own-receipt = Sisselogimiste kviitungid: mida teie kohta saadeti, kellele ja miks
own-title = Minu sisselogimised
own-intro = Siin on teie enda viimase 90 päeva sisselogimised ja see, mida teie kohta saadeti. Need avab ainult teie enda eID.
own-start = Logi sisse ja vaata
own-list = Mida saadeti
own-none = Sisselogimisi ei ole.
own-when = Millal
own-to = Kellele
own-with = Millega
own-why = Miks
own-why-login = Logisite sellesse teenusesse sisse.
own-one = Näita ainult seda kviitungit, et see printida
own-all = Näita kõiki minu sisselogimisi
own-kept = Mida saate lõpetada
own-kept-match = Teie numbrit, mille lõpp on { $end }, hoitakse alles kuni: { $date }.
own-kept-from = { $country }: teie numbrit hoitakse sealse eID jaoks alles kuni: { $date }.
own-end-match = Ära hoia enam alles
own-export = Salvesta failina (JSON)
own-code-title = Abi kasutajatoelt
own-code-body = Võtke kood ja lugege see kasutajatoele ette. Sellega näevad nad seda loendit 15 minutit, ja teie kohta muud mitte midagi.
own-code-get = Võta kood
own-code = Teie kood: { $code }. See kehtib kuni: { $time }.
own-leave = Sulge minu sisselogimised
own-about = Mida me hoiame
own-about-passed = See, mida teie eID teie kohta ütleb, läheb teenusele, kuhu sisse logite. Meil on see ainult sisselogimise ajal.
own-about-yours = Ise saate lõpetada: sisselogimise siin, nõusolekud, mida brauser mäletab, ja numbri, mida lubasite meil hoida. Sisselogimiste loend kustub ise 90 päeva pärast. Kõik on krüpteeritud ja selle avab ainult teie eID või brauser.
own-about-law = Seadus nõuab sisselogimiste logi, ilma teie nime ja numbrita.
own-about-journal = Kui teid võrreldi registriga, hoiame ka võrreldut, krüpteeritult, 6 kuni 12 kuud.
own-about-ask = Kas soovite midagi kustutada või teada, mis meil teie kohta on? Küsige siit.

## The page of one’s own login here, and logging out.

session-link = Teie sisselogimine siin
session-title = Olete siin sisse logitud
session-by = { $minutes ->
    [one] Logisite sisse ühe minuti eest ({ $eid }). Teenused, mis seda sisselogimist kasutavad, lasevad teid selles brauseris uuesti küsimata sisse, kuni see lõpeb.
   *[other] Logisite sisse { $minutes } minuti eest ({ $eid }). Teenused, mis seda sisselogimist kasutavad, lasevad teid selles brauseris uuesti küsimata sisse, kuni see lõpeb.
}
session-services = Olete seda kasutanud siin:
session-logout = Logi välja
session-logout-hint = Logige välja, kui seda arvutit kasutavad ka teised.
session-nobody-title = Te ei ole siin sisse logitud
session-nobody-body = Ükski teenus ei lase selles brauseris kedagi sisse ilma uue sisselogimiseta. Võimalik, et olete endiselt sisse logitud mõnes varem kasutatud teenuses: logige seal välja.
session-asks-title = Kas soovite välja logida?
session-asks-body = { $service } palub lõpetada teie sisselogimise siin.
session-asks-body-nameless = Üks leht palub lõpetada teie sisselogimise siin.
session-stay = Jää sisselogituks
session-out-title = Olete välja logitud
session-out-body = Teie sisselogimine on lõppenud. Keegi ei pääse selles brauseris sellega enam ühtegi teenusesse.
session-was-not = Te ei olnud ka enne siin sisse logitud.
session-closed = Neid teenuseid on teavitatud:
session-open = Võimalik, et olete endiselt sisse logitud nendes teenustes:
session-open-hint = Logige ka seal välja või sulgege brauser.
session-back = Jätka teenusesse: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Proovi uuesti: { $country }
error-other-country = Vali teine riik
error-back = Tagasi teenusesse: { $service }
error-look = Proovi uuesti
error-help = Küsi abi
error-reference = Viitenumber
error-reference-hint = Teatage see number, kui pöördute kasutajatoe poole. See ei ütle teie kohta midagi.
error-cancelled = Katkestasite sisselogimise { $in_country }
    .body = Teenusele { $service } ei ole midagi saadetud.
    .advice = Võite minna tagasi teenusesse, uuesti proovida või valida mõne teise riigi.
error-not-confirmed = Ei kinnitatud, kes te olete ({ $country })
    .body = Võimalik, et kood oli vale, teie eID on lukustatud või aegunud või katkestasite seal. Teenusele { $service } ei ole midagi saadetud.
    .advice = Proovige uuesti. Kui teie eID on lukustatud, saab selle avada ainult selle oma kasutajatugi.
error-peer-failed = Sisselogimine ei õnnestunud ({ $country })
    .body = Sisselogimine { $in_country } lõppes veaga. See ei ole teie ega teenuse { $service } süü.
    .advice = Proovige uuesti. Kui see kordub, teab teie eID kasutajatugi rohkem.
error-level-too-low = Vaja on tugevamat eID‑d
    .body = Kasutatud eID ei vasta usaldusväärsuse tasemele, mida { $service } nõuab.
    .advice = Proovige uuesti ja valige tugevam eID, kui teie riik seda pakub.
error-answer-invalid = Me ei saanud vastust kasutada ({ $country })
    .body = Vastus ei läbinud meie turvakontrolle, seetõttu ei ole me teid sisse loginud. See ei ole teie süü.
    .advice = Proovige uuesti. Kui see kordub, teatage meile allolev viitenumber.
error-answer-late = Vastus tuli liiga hilja
    .body = Teie turvalisuse huvides kehtib teise riigi vastus ainult mõne minuti.
    .advice = Proovige uuesti; riiki ei pea te uuesti valima.
error-answer-used = See sisselogimine on juba kasutatud
    .body = Sama vastust saab kasutada ainult üks kord. Võimalik, et laadisite vana lehe uuesti.
    .advice = Minge tagasi teenusesse. Kui te ei ole seal sisse logitud, alustage uuesti.
error-incomplete = Kõike vajalikku ei saadetud ({ $country })
    .body = Mõned teie põhiandmed (nimi, sünniaeg, tunnus) vastuses puudusid, seetõttu ei saa me teid sisse logida.
    .advice = Teie eID kasutajatugi oskab öelda, milliseid andmeid see saadab. Võite uuesti proovida või valida mõne teise riigi.
error-representation = Siin saate sisse logida ainult iseendana
    .body = Vastuse ({ $country }) kohaselt tegutsete kellegi teise nimel. { $service } ei saa seda vastu võtta.
    .advice = Proovige uuesti ja logige sisse iseenda nimel.
error-another-level = Vaja on teist eID‑d
    .body = { $service } võtab vastu ainult kindlaid usaldusväärsuse tasemeid, kuid teie sisselogimisel oli teine tase. Teie kohta ei ole midagi saadetud.
    .advice = Logige sisse teise eID‑ga või minge tagasi teenusesse.
error-another-person = Te ei ole isik, keda teenus ootas
    .body = { $service } küsis isikut, kes on teenust varem kasutanud, kuid teie logisite sisse kellegi teisena. Teie kohta ei ole midagi saadetud.
    .advice = Proovige uuesti selle isiku eID‑ga, kui see on teie oma, või minge tagasi teenusesse ja alustage seal uuesti.
error-country-unavailable = Selle riigiga ei saa praegu ühendust: { $country }
    .body = Meil ei ole hetkel kehtivat ühendust sisselogimisteenusega { $in_country }. See ei ole teie süü.
    .advice = Proovige hiljem uuesti või valige mõni teine riik, kui teil on seal eID.
error-country-suspended = Sisselogimine { $in_country } on ajutiselt suletud
    .body = Sisselogimine { $in_country } on turvalisuse või hoolduse tõttu suletud.
    .advice = Proovige hiljem uuesti või minge tagasi teenusesse.
error-abroad-suspended = Sisselogimine teenustesse { $in_country } on ajutiselt suletud
    .body = See on turvalisuse või hoolduse tõttu suletud. Teie kohta ei ole midagi saadetud.
    .advice = Proovige hiljem uuesti või küsige teenuselt muud sisselogimisviisi.
error-abroad-unavailable = Me ei saa teid praegu tagasi suunata ({ $country })
    .body = Meil ei ole hetkel kehtivat ühendust sisselogimisteenusega { $in_country }. See ei ole teie süü. Teie kohta ei ole midagi saadetud.
    .advice = Minge mõne minuti pärast uuesti teenusesse ja alustage sealt.
error-cookie-missing = Me ei tunne seda brauserit ära
    .body = Sisselogimine peab lõppema samas brauseris, kus see algas, ja küpsised peavad olema lubatud. See kaitseb teid teiste eest, kes püüavad teie sisselogimist kasutada.
    .advice = Lubage sellel saidil küpsised, minge tagasi teenusesse ja alustage seal uuesti.
error-too-many-logins = Korraga on avatud liiga palju sisselogimisi
    .body = Selles brauseris on alustatud nii palju sisselogimisi, et vanim tuli sulgeda. See oli üks neist.
    .advice = Minge tagasi teenusesse ja alustage uuesti.
error-flow-expired = Sisselogimine võttis liiga kaua aega
    .body = Teie turvalisuse huvides tuleb sisselogimine lõpetada { $minutes } minuti jooksul.
    .advice = Minge tagasi teenusesse ja alustage uuesti.
error-flow-unknown = Seda sisselogimist enam ei ole
    .body = Võimalik, et avasite järjehoidja või vana lehe. Sisselogimine saab alata ainult teenuses, mida soovite kasutada.
    .advice = Minge teenusesse ja logige sisse sealt.
error-flow-finished = See sisselogimine on juba lõppenud
    .body = Teid on juba edasi suunatud teenusesse: { $service }.
    .advice = Jätkake teenuses. Kui te ei ole seal sisse logitud, alustage uuesti.
error-foreign-request-invalid = Teise riigi sisselogimisteenus saatis midagi, mida me ei saa kasutada
    .body = Selle taotlus ei läbinud meie turvakontrolle, seetõttu ei ole me palunud teil sisse logida. See ei ole teie süü.
    .advice = Minge tagasi teenusesse, kust tulite, ja proovige uuesti. Kui see kordub, teatage sellele teenusele.
error-foreign-request-late = Teise riigi taotlus on liiga vana
    .body = Teie turvalisuse huvides kehtib sisselogimistaotlus ainult mõne minuti. Võimalik, et avasite vana lehe.
    .advice = Minge tagasi teenusesse, kust tulite, ja alustage uuesti.
error-foreign-request-used = Seda sisselogimist on juba korra alustatud
    .body = Sama taotlust saab kasutada ainult üks kord. Võimalik, et laadisite vana lehe uuesti.
    .advice = Minge tagasi teenusesse, kust tulite, ja alustage uuesti.
error-nothing-to-send = Me ei saa teid sisse logida ({ $country })
    .body = Olete tõendanud, kes te olete, kuid puudub midagi, mis on { $in_country } kohustuslik: eesnimi, perekonnanimi, sünniaeg või tunnustatud usaldusväärsuse tase. Teie kohta ei ole midagi saadetud.
    .advice = Võite minna tagasi teenusesse, millele teatatakse, et sisselogimine ei õnnestunud.
error-not-abroad = Riiklikud eID‑d ei ole teistele riikidele avatud
    .body = Siit ei ole teistele Euroopa riikidele veel ühestki riiklikust eID‑st teavitatud või on kõik suletud. Seetõttu ei ole sellel aadressil midagi avaldada.
    .advice = Kasutage muud sisselogimisviisi, mida teenus pakub.
error-not-for-people = Siin ei ole midagi näha
    .body = See aadress võtab vastu Euroopa riikide sisselogimisteenuste vahelisi sõnumeid.
    .advice = Minge teenusesse, mida soovite kasutada, ja logige sisse sealt.
error-client-unknown = Me ei tunne teenust, mis teid siia saatis
    .body = Teenus ei ole siin registreeritud või andis vale tagasipöördumisaadressi. Seetõttu ei saa me teid automaatselt tagasi suunata.
    .advice = Teatage sellest teenusele. Viga on nende, mitte teie oma.
error-request-invalid = Teenus saatis midagi, mida me ei saa kasutada
    .body = Teenuse sisselogimistaotluses on viga. See ei ole teie süü.
    .advice = Minge tagasi teenusesse ja proovige uuesti. Kui see kordub, teatage teenusele.
error-logout-expired = See küsimus on liiga vana
    .body = Väljalogimistaotlusele tuleb vastata kümne minuti jooksul. Teid ei ole välja logitud.
    .advice = Väljalogimiseks avage selle lehe allosas „Teie sisselogimine siin“.
error-logout-hint = Teid ei ole välja logitud: teenuse tõend teie sisselogimise kohta ei kehti
    .body = Teenus saatis identsustõendi (id_token_hint), mida me ei ole talle väljastanud. See ei ole teie süü.
    .advice = Väljalogimiseks avage selle lehe allosas „Teie sisselogimine siin“. Kui see kordub, teatage teenusele.
error-logout-invalid = Teid ei ole välja logitud: teenus saatis midagi, mida me ei saa kasutada
    .body = Väljalogimistaotluses on viga või see tuli teenuselt, mida me ei tunne. See ei ole teie süü.
    .advice = Väljalogimiseks avage selle lehe allosas „Teie sisselogimine siin“. Kui see kordub, teatage teenusele.
error-logout-return = Teid ei ole välja logitud: teenus andis vale tagasipöördumisaadressi
    .body = Väljalogimise järgne tagasipöördumisaadress (post_logout_redirect_uri) ei ole teenuse jaoks täht-tähelt registreeritud. See ei ole teie süü.
    .advice = Väljalogimiseks avage selle lehe allosas „Teie sisselogimine siin“. Kui see kordub, teatage teenusele.
error-too-many-attempts = Seda sisselogimist on proovitud liiga palju kordi
    .body = Selle sisselogimise käigus on teid kolm korda edasi suunatud, kuid vastust ei ole tulnud.
    .advice = Minge tagasi teenusesse ja alustage uuesti.
error-busy = Praegu logib sisse liiga palju inimesi
    .body = Me ei võta hetkel uusi sisselogimisi vastu. See ei ole teie süü ega mõjuta kedagi, kes on juba alustanud.
    .advice = Oodake veidi, minge tagasi teenusesse ja proovige uuesti.
error-not-found = Seda lehte ei ole olemas
    .body = Aadress on vale või vana.
    .advice = Minge teenusesse, mida soovite kasutada, ja logige sisse sealt.
error-internal = Meie poolel läks midagi valesti
    .body = See ei ole teie süü. Teenusele ei ole midagi saadetud.
    .advice = Proovige hetke pärast uuesti. Kui see kordub, teatage meile allolev viitenumber.
error-unavailable = Me ei saa praegu kedagi sisse logida
    .body = Sisselogimisteenus taaskäivitub või selles on rike. See ei ole teie süü.
    .advice = Proovige mõne minuti pärast uuesti.
