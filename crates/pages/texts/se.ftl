### Northern Sami. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = bálvalus
skip-to-content = Mana sisdollui
language-switch = Giella
footer-help = Veahkki
footer-privacy = Persovdnasuodjalanjulggaštus
footer-accessibility = Olahahttivuođajulggaštus
footer-get-eid = Ná oaččut e‑ID
banner-demo = Demo-Eurohpá: buot dáppe lea simulerejuvvon, ja buot olbmot leat hutkojuvvon.
banner-test = Geahččalanbiras: ale geavat duohta e‑ID dáppe.
footer-unread = Ii oktage gean eatnigiella dát lea, leat vel lohkan dán jorgalusa. Muital midjiide mii berre buoriduvvot.
steps-label = Sisačáliheami lávkkit
step-country = Vállje riikka
step-home = Logge sisa ruovtturiikkas
step-back = Ruovttoluotta bálvalussii
time-left-title = Dárbbašatgo eambbo áiggi?
time-left-body = Du sisačáliheapmi dáppe nohká sullii guovtti minuhta geahčen. Don sáhtát oažžut eambbo áiggi, iige mihkkege massojuvvo.
time-left-more = Atte munnje eambbo áiggi
time-left-last = Du sisačáliheapmi dáppe nohká sullii guovtti minuhta geahčen, iige dan sáhte šat guhkidit. Geargga dainna dál, dahje mana ruovttoluotta bálvalussii ja álgge ođđasit.
eu-institutions = EU-ásahusat
logging-in-to = Don leat loggemin sisa bálvalussii { $service }
service-of = Bálvalusa fállá { $organisation }
next = Boahtte
cancel = Gaskkalduhte
cancel-back-to = Gaskkalduhte ja mana ruovttoluotta: { $service }

## The page where one chooses how to log in.

chooser-title = Movt háliidat logget sisa?
chooser-legend = Vállje elektrovnnalaš ID
chooser-eidas = Eurohpálaš e‑ID
chooser-eidas-hint = Geavat e‑ID mii dus lea ruovtturiikkastat EU:s dahje EEO:s.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Vállje riikka gos du e‑ID lea
country-intro = Don logget sisa dainna e‑ID:in maid geavahat ruovttus. Mii sáddet du iežat riikii, ja maŋŋel boađát ruovttoluotta deike.
country-level = { $service } gáibida e‑ID mas lea dássi «{ $level }» dahje alit.
country-level-highest = { $service } gáibida e‑ID mas lea dássi «{ $level }», mii lea alimus.
country-eids = Don sáhtát geavahit: { $eids }
country-more = Bálvalus jearrá maiddái dáid dieđuid du birra. Dat sáddejuvvojit dušše jus du riikkas leat dat, ja don sáhtát logget sisa daid haga.
country-companies = Dát bálvalus lea fitnodagaide ja eará organisašuvnnaide. Ruovttus don logget sisa ovtta ovddas dain: dan namma ja dovddaldat sáddejuvvojit.
country-companies-acting = Maiddái du iežat namma, riegádanbeaivi ja dovddaldat sáddejuvvojit jus don doaimmat dan ovddas.
country-companies-alone = Dáppe doaibmá dušše organisašuvnna iežas e‑ID: don it sáhte doaibmat dan ovddas iežat e‑ID:in.
country-companies-more = Bálvalus jearrá maiddái dáid dieđuid organisašuvnna birra. Dat sáddejuvvojit dušše jus du riikkas leat dat, ja don sáhtát logget sisa daid haga.
country-legend = Riikkat maid sáhtát válljet
country-search = Oza riikka
country-search-button = Oza
country-show-all = Čájet buot riikkaid
country-none = Ii makkárge riika heive ohcamii «{ $query }».
country-count = { $count ->
    [one] Okta riika
    [two] Guokte riikka
   *[other] { $count } riikka
}
country-choose-first = Vállje riikka ovdal go joatkkát.
country-not-possible = Dát riika ii sáhte dál geavahuvvot dán sisačáliheapmái. Vállje eará.
country-unavailable-legend = Riikkat mat eai sáhte dál geavahuvvot
country-suggested = Evttohus dutnje
country-last-time = Válljejuvvon maŋimuš háve dán ovttadagas
country-forget = Vajáldahte mu válljema
country-by-service = Bálvalusa evttohus
country-by-language = Evttohuvvon du neahttalogana giela mielde
country-not-connected = { $country } ii leat vel vejolaš válljet dáppe.
country-failing = Ollu sisačáliheamit dán riikkas eai lihkostuva justa dál
country-missing-title = Mu riika ii leat dáppe
country-missing-body = Don sáhtát válljet riikkaid main lea dohkkehuvvon e‑ID ja mat leat čadnon midjiide. Du riika sáhttá boahtit maŋŋel. Jus dus lea e‑ID eará riikkas, de sáhtát geavahit dan. Muđui mana ruovttoluotta ja jeara bálvalusas eará vuogi.
reason-level = Ii leat e‑ID dainna dásiin mii gáibiduvvo
reason-service-unknown = Bálvalus ii leat registrerejuvvon dán riikii
reason-incomplete = Dát riika ii juoge dieđuid maid sisačáliheapmi gáibida
reason-unavailable = Mii eat oaččo oktavuođa dáinna riikkain
reason-starting = Laktojuvvo dál; geahččal fas oanehis áiggi geahčen
reason-suspended = Gaskaboddosaččat gitta
since = dan rájes { $time }
level-low = vuollegaš
level-substantial = mearkkašahtti
level-high = alla

## The page that leads to the other country.

send-title = Mii sáddet du viidáseappot: { $country }
send-body = Doppe logget sisa iežat e‑ID:in. Maŋŋel boađát automáhtalaččat deike ruovttoluotta.
send-button = Joatkke: { $country }
send-time-limit = { $minutes ->
    [one] Dus lea sullii okta minuhtta áigi logget sisa.
    [two] Dus lea sullii guokte minuhta áigi logget sisa.
   *[other] Dus lea sullii { $minutes } minuhta áigi logget sisa.
}
send-again-title = Bohtetgo ruovttoluotta ({ $country })?
send-again-body = Don leat juo oktii sáddejuvvon dohko. Sáhtát geahččalit ođđasit dahje válljet eará riikka.
send-choose-another = Vállje eará riikka

## The page that leads back to the service.

continue-title = Don leat loggen sisa
continue-body = Mii sáddet du ruovttoluotta: { $service }.
continue-button = Joatkke: { $service }
wait-title = Vuordde veaháš
wait-body = Du sisačáliheapmi dárkkistuvvo ain. Deaddil boalu oanehis áiggi geažes.
wait-button = Geahča fas

## Too many log in at once, and a place in the queue is kept.

queue-title = Don leat gárddus
queue-body = Máŋggas leat loggemin sisa justa dál. Dus lea sadji nu guhká go dát siidu lea rabas, ja siidu joatká iešalddis go lea du vuorru.
queue-press = Máŋggas leat loggemin sisa justa dál. Dus lea sadji. Deaddil boalu go lea du vuorru.
queue-minutes = { $minutes ->
    [one] Dat ádjána sullii ovtta minuhta.
    [two] Dat ádjána sullii guokte minuhta.
   *[other] Dat ádjána sullii { $minutes } minuhta.
}

## Whom one can ask when something did not work.

contact-title = Dás sáhtát jearrat
contact-country = Veahkki e‑ID:aid birra { $in_country }
contact-eid = Veahkki: { $eid }
contact-service = Veahkki: { $service }
contact-ours = Veahkki dán sisačálihanbálvalusa birra
contact-phone = Telefovdna
contact-email = E‑boasta
contact-web = Neahttasiidu
contact-hours = Rabas
contact-languages = Gielat

## The front page, for whom came here by chance.

front-title = Sisačáliheapmi rastá Eurohpá rájáid
front-body = Dát lea sisačálihanbálvalus. Deike bohtet almmolaš bálvalusas maid háliidat geavahit, it njuolga. Mana bálvalussii ja vállje doppe logget sisa.
front-developers = Dutnje gii čanat bálvalusa dahje riikka

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] Nuortariikkas
    [BE] Belgias
    [BG] Bulgárias
    [CY] Kyprosis
    [CZ] Čeahkas
    [DE] Duiskkas
    [DK] Dánmárkkus
    [EE] Estlánddas
    [EL] Greikkas
    [ES] Spánias
    [EU] EU-ásahusain
    [FI] Suomas
    [FR] Frankriikkas
    [HR] Kroátias
    [HU] Ungáras
    [IE] Irlánddas
    [IS] Islánddas
    [IT] Itálias
    [LI] Liechtensteinnas
    [LT] Lietuvas
    [LU] Luxembourggas
    [LV] Látvias
    [MT] Máltas
    [NL] Vuolleeatnamiin
    [NO] Norggas
    [PL] Polenis
    [PT] Portugálas
    [RO] Románias
    [SE] Ruoŧas
    [SI] Slovenias
    [SK] Slovákias
   *[other] riikkas { $country }
}

## The page that shows what would be sent to another country.

consent-title = Háliidatgo sáddet dieđuidat sisačálihan­bálvalussii { $in_country }?
consent-body = { $service } jearrá gii don leat. Jus mieđihat, de sáddejuvvojit dát dieđut sisačálihanbálvalussii { $in_country }, mii addá daid viidáseappot: { $service }. Ii mihkkege leat vel sáddejuvvon.
consent-unnotified = Dušše geahččaleamis: { $eid } ii leat dohkkehuvvon geavahuvvot eará riikkain.
consent-caption = Dát sáddejuvvo
consent-level = Sihkarvuođadássi
consent-level-value = { $level }, { $eid }
consent-level-why = Vai bálvalus diehtá man sihkkarit leat loggen sisa.
consent-unsent-title = Dát ii sáddejuvvo
consent-unsent-number = Du riegádannummir dahje D-nummir. { $country } oažžu dovddaldaga mii geavahuvvo dušše doppe.
consent-unsent-asked = Maid bálvalus maiddái bivddii:
consent-unsent-rest = Buot eará du birra, ovdamearkka dihtii maid dagat eará sajiin.
consent-once = Du vástádus gusto dušše dán sisačáliheapmái.
consent-if-declined = Jus it mieđit, de manat ruovttoluotta bálvalussii, mii ii oaččo maidege du birra.
consent-approve = Sádde ja logge sisa
consent-not-me = Dát in leat mun
consent-not-me-hint = Leatgo dát nuppi olbmo dieđut? Vállje «Dát in leat mun». Dalle ii sáddejuvvo mihkkege, ja don sáhtát logget sisa iežat e‑ID:in.
consent-decline = Ale sádde
consent-changed = Dieđut leat rievdan dan rájes go oidnet daid. Loga daid ođđasit.
consent-remember = { $days ->
    [one] Ale jeara mus fas dán neahttaloganis ovtta beaivvis go { $service } bivdá seamma dieđuid.
    [two] Ale jeara mus fas dán neahttaloganis guovtti beaivvis go { $service } bivdá seamma dieđuid.
   *[other] Ale jeara mus fas dán neahttaloganis { $days } beaivvis go { $service } bivdá seamma dieđuid.
}
consent-remember-hint = Don logget liikká sisa e‑ID:in juohke háve. Jus juoga rievdá, de jearrat fas. Ale merke dán dihtoris maid earát geavahit.
consent-remembered = Dát neahttalohkan muitá bálvalusaid maidda leat ovdal mieđihan.
consent-forget = Jeara mus juohke háve
consent-identifier = Dovddaldat
consent-identifier-why = Vai bálvalus dovdá du boahtte háve.
consent-family-name = Goargu
consent-given-name = Ovdanamma
consent-name-why = Vai bálvalus sáhttá čujuhit dutnje ja gávdnat áššát.
consent-birthdate = Riegádanbeaivi
consent-birthdate-why = Vai bálvalus ii seagut du earáiguin geain lea seamma namma.
consent-birth-name = Namma riegádeamis
consent-birthplace = Riegádanbáiki
consent-birth-country = Riegádanriika
consent-birth-town = Riegádangávpot
consent-address = Čujuhus
consent-gender = Sohkabealli
consent-phone = Telefonnummir
consent-email = E‑boastačujuhus
consent-nationality = Riikkavulošvuohta
consent-residence = Orrunriika
consent-e-justice-role = Rolla e-Justices
consent-legal-name = Fitnodaga dahje organisašuvnna namma
consent-legal-identifier = Fitnodaga dahje organisašuvnna dovddaldat
consent-vat = Lassiárvodivatnummir
consent-tax = Vearronummir
consent-eu-identifier = Fitnodaga eurohpálaš dovddaldat (EUID)
consent-lei = Juridihkalaš ovttadaga dovddaldat (LEI)
consent-eori = Duollonummir (EORI)
consent-excise = Sierradivatnummir (SEED)
consent-sic = Ealáhuskoda (SIC)
consent-asked-why = Bálvalus bivddii dan.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logge sisa bálvalussii { $in_country }
national-abroad-body = { $service } { $in_country } jearrá gii don leat. Don logget sisa norgga e‑ID:in. Ovdal go mihkkege sáddejuvvo, oainnát mii dat lea, ja sáhtát biehttalit.
national-some-service = Bálvalus
national-nameless = bálvalus { $in_country }
national-level = Gáibiduvvo e‑ID mas lea dássi «{ $level }» dahje alit.
national-level-highest = Gáibiduvvo e‑ID mas lea dássi «{ $level }», mii lea alimus.
national-nobody = Ii makkárge e‑ID sáhte dál geavahuvvot dán sisačáliheapmái.
national-greyed-legend = E‑ID:at mat eai sáhte dál geavahuvvot
national-why-planned = Ii leat vel dohkkehuvvon geavahuvvot eará riikkain
national-why-pre-notified = Dohkkeheapmi geavahuvvot eará riikkain lea jođus
national-why-level = Ii olat dási mii gáibiduvvo
national-why-no-terms = Ii leat šiehtadus geavaheames priváhta fitnodagain { $in_country }
national-why-suspended = Gaskaboddosaččat gitta
national-why-unavailable = Ii vástit justa dál
national-unnotified = Dušše geahččaleamis: ii dohkkehuvvon geavahuvvot eará riikkain
national-choose-first = Vállje e‑ID ovdal go joatkkát.
national-not-possible = Dát e‑ID ii sáhte dál geavahuvvot dán sisačáliheapmái. Vállje eará.
national-just-failed = { $eid } ii vástit justa dál. Vállje eará e‑ID, dahje geahččal fas oanehis áiggi geahčen.
national-step-up = Don leat loggen sisa, muhto vuolit dásis go maid { $service } gáibida. Logge sisa ođđasit nannosit e‑ID:in.
national-persons-title = Vállje geahččalanolbmo
national-persons-warning = Dušše geahččaleamis: buohkat sáhttet logget sisa geanin beare dáin. Ii oktage sis gávdno.
national-persons-legend = Gii háliidat leat?
national-persons-choose-first = Vállje geahččalanolbmo ovdal go joatkkát.
national-persons-another = Logge sisa eará vugiin
national-try-again = Geahččal fas: { $eid }
national-another = Vállje eará e‑ID
national-cancelled = Sisačáliheapmi bisehuvvui: { $eid }
    .body = Don gaskkalduhttet, dahje { $eid } ii duođaštan gii don leat. Ii mihkkege leat sáddejuvvon: { $service }.
    .advice = Sáhtát geahččalit ođđasit, válljet eará e‑ID dahje mannat ruovttoluotta bálvalussii.
national-failed = { $eid } ii sáhttán logget du sisa
    .body = Sisačáliheapmi ({ $eid }) nogai meattáhussii. Ii leat du sivva, iige bálvalusa ({ $service }).
    .advice = Geahččal fas, dahje vállje eará e‑ID.
national-level-too-low = Don dárbbašat nannosit e‑ID
    .body = Sisačáliheapmi ({ $eid }) ii olat sihkarvuođadási maid { $service } gáibida.
    .advice = Vállje nannosit e‑ID.
national-answer-invalid = Mii eat sáhttán geavahit vástádusa: { $eid }
    .body = Vástádus ii ceavzán min sihkarvuođadárkkisteami, ja danne eat leat loggen du sisa. Ii leat du sivva.
    .advice = Geahččal fas. Jus dát dáhpáhuvvá fas, de muital midjiide referánssa vuolábealde.
national-answer-late = Don fertet logget sisa ođđasit: { $eid }
    .body = Dát sisačáliheapmi galgá dáhpáhuvvat dál; ovddit ii sáhte geavahuvvot. { $eid } vástidii dakkárin mii lea boarráset.
    .advice = Geahččal fas, ja logge sisa ođđasit go dus bivdojuvvo.
national-incomplete = { $eid } ii sádden buot mii dárbbašuvvo
    .body = Muhtun du vuođđodieđuin (namma, riegádanbeaivi, riegádannummir) váilo dahje ledje boastut vástádusas, ja danne eat sáhte logget du sisa.
    .advice = Vállje eará e‑ID, dahje jeara dan e‑ID veahkis maid geavahit.
national-not-notified = E‑ID maid geavahit, ii sáhte vel geavahuvvot eará riikkain
    .body = Don loggejit sisa ({ $eid }), muhto e‑ID:in mii ii leat dohkkehuvvon geavahuvvot eará riikkain. Ii mihkkege leat sáddejuvvon: { $service }.
    .advice = Geahččal fas, ja vállje doppe dakkára mii lea dohkkehuvvon.
national-suspended = { $eid } lea gaskaboddosaččat gitta
    .body = Sisačáliheapmi ({ $eid }) lea gitta sihkarvuođa dahje ortnegis doallama dihtii.
    .advice = Vállje eará e‑ID, dahje geahččal maŋŋel.
national-unavailable = { $eid } ii vástit justa dál
    .body = Mii eat oaččo oktavuođa: { $eid }. Ii leat du sivva, iige bálvalusa ({ $service }).
    .advice = Vállje eará e‑ID, dahje geahččal fas moatti minuhta geahčen.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitála lummalávka
wallet-description = ID-duođaštus du eurohpálaš lummalávkkas
wallet-title = Logge sisa digitála lummalávkkain
wallet-body = Du lummalávkkas bivdojuvvojit namma, riegádanbeaivi, riika ja riegádannummir, vai { $service } diehtá gii don leat. Don oainnát seamma lummalávkkas, ja doppe don mearridat.
wallet-privacy = Mii addit dieđuid viidáseappot ({ $service }) eatge vurke daid.
wallet-here-title = Lummalávka lea dán ovttadagas
wallet-open = Raba lummalávkka
wallet-open-other = Raba eará lummalávkka
wallet-here-hint = { $minutes ->
    [one] Liŋka doaibmá ovtta minuhta. Maŋŋel boađát automáhtalaččat ruovttoluotta deike.
    [two] Liŋka doaibmá guokte minuhta. Maŋŋel boađát automáhtalaččat ruovttoluotta deike.
   *[other] Liŋka doaibmá { $minutes } minuhta. Maŋŋel boađát automáhtalaččat ruovttoluotta deike.
}
wallet-elsewhere-title = Lummalávka lea eará ovttadagas
wallet-scan = Skanne koda lummalávkkain. Skanne koda dušše siiddus maid ieš leat rahpan.
wallet-scan-hint = { $minutes ->
    [one] Koda doaibmá ovtta minuhta. Sáhtát viežžat ođđa koda goas beare.
    [two] Koda doaibmá guokte minuhta. Sáhtát viežžat ođđa koda goas beare.
   *[other] Koda doaibmá { $minutes } minuhta. Sáhtát viežžat ođđa koda goas beare.
}
wallet-qr-alternative = QR-koda mii rahpá lummalávkka eará ovttadagas. Seamma liŋka lea teakstan vuolábealde.
wallet-copy = Itgo sáhte skannet koda?
wallet-copy-label = Máŋge liŋkka ja raba dan dan ovttadagas gos lummalávka lea:
wallet-approved = Mun lean dohkkehan, joatkke
wallet-new-code = Viečča ođđa liŋkka ja koda
wallet-another = Vállje eará vuogi logget sisa
wallet-not-yet = Lummalávkkas ii leat vel boahtán vástádus. Dohkket vuos lummalávkkas.
wallet-refused = Lummalávkkas vástiduvvui ii. Ii mihkkege leat sáddejuvvon. Sáhtát geahččalit ođđa kodain, dahje válljet eará vuogi.
wallet-failed = Lummalávka ii sáhttán vástidit jearaldahkii. Ii mihkkege leat sáddejuvvon. Sáhtát geahččalit ođđa kodain, dahje válljet eará vuogi.
wallet-expired = Liŋka ja koda eaba šat doaimma. Viečča ođđasiid vai sáhtát joatkit.
wallet-code-expired = Koda ii šat doaimma. Viečča ođđa koda jus lummalávka lea eará ovttadagas.
wallet-in-another-browser = Lummalávka lea vástidan, ja rahpan eará gilkora dahje neahttalogana. Joatkke doppe, dahje álggat ođđasit dáppe.
wallet-browser-title = Divtte neahttalogana gávdnat lummalávkka
wallet-browser-ask = Gávnna lummalávkka
wallet-browser-hint = Neahttalogan čájeha lummalávkkaid dán ovttadagas dahje čatnasa du telefovdnii. Doppe don mearridat mii čájehuvvo.
wallet-browser-none = Ii oktage lummalávka vástidan. Geahččal ođđasit, dahje geavat eará vuogi dán siiddus.
wallet-card-expired = Duođaštus mii čájehuvvui, lea boarásmuvvan. Čájet eará, dahje vállje eará vuogi logget sisa.
wallet-card-revoked = Almmuheaddji lea geassán ruovttoluotta dahje bissehan duođaštusa mii čájehuvvui. Čájet eará, dahje vállje eará vuogi logget sisa.
wallet-not-taken = Ii sáhttán geavahit dan maid lummalávka čájehii. Geahččal ođđasit, dahje vállje eará vuogi logget sisa.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Mii dovdat du
matched-body = Don leat registrerejuvvon dáppe namain { $name }, ja du nummira loahppa lea { $end }. Don sáhtát geavahit { $service }, mii oažžu du nummira.
matched-body-alone = Don leat registrerejuvvon dáppe namain { $name }, ja du nummira loahppa lea { $end }. Don sáhtát geavahit { $service }, mii ii oaččo du nummira.
matched-keep = Galgatgo mii dovdat du boahtte háve?
matched-keep-hint = Jus don háliidat, de mii muitit guhte nummir lea du. Dat lea krypterejuvvon, ja dušše du iežat e‑ID rahpá dan. De eat jeara registaris ođđasit go don logget sisa.
matched-keep-until = Juo, gitta { $date }
matched-keep-not = In, ale vurke dan
matched-none-title = Mii eat gávdnan du sin gaskkas geat leat registrerejuvvon dáppe
matched-none-body = Don leat čájehan ahte don leat { $name }. Dan maid du e‑ID muitala du birra, ii sáhttán čatnat ovtta olbmui registaris.
matched-used = Dán mii buohtastahtiimet
matched-differs = Lea earaláhkái registaris
matched-ways = Dán sáhtát dahkat
matched-link-title = Leago dus norgga e‑ID?
matched-link-body = Logge sisa dainna oktii, de mii diehtit guhte nummir lea du. It dárbbaš logget sisa { $in_country } ođđasit. Daga seamma jus don leat ožžon ođđa e‑ID maŋimus háve rájes.
matched-link = Čana oktii: { $eid }
matched-update = Jus juoga du birra lea boastut dahje boaris registaris, de sáhtát bivdit divvut dan ja logget sisa ođđasit maŋŋel.
matched-without = Joatkke liikká
matched-as-new = Joatkke ođđa geavaheaddjin
matched-without-hint = Jus don leat juo registrerejuvvon, de { $service } ii dieđe ahte dat leat don.
matched-not-linked = Mihkkege ii čadnojuvvon: Du namma dahje riegádanbeaivi ii leat seamma guovtti e‑ID:s.
matched-not-proven = Sisačáliheapmi norgga e‑ID:in ii ollašuvvan. Mihkkege ii čadnojuvvon.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mu sisačáliheamit
own-receipt = Duođaštusat du sisačálihemiin: mii sáddejuvvui du birra, geasa ja manne
own-title = Mu sisačáliheamit
own-intro = Dás oainnát iežat sisačálihemiid maŋimus 90 beaivvi, ja mii sáddejuvvui du birra. Dušše du iežat e‑ID rahpá daid.
own-start = Logge sisa ja geahča daid
own-list = Dát sáddejuvvui
own-none = Eai leat sisačáliheamit maid čájehit.
own-when = Goas
own-to = Geasa
own-with = Mainna
own-why = Manne
own-why-login = Don loggejit sisa dán bálvalussii.
own-one = Čájet dušše dán duođaštusa, čálihan várás
own-all = Čájet buot mu sisačálihemiid
own-kept = Dáid sáhtát loahpahit
own-kept-match = Du nummir man loahppa lea { $end }, lea vurkejuvvon gitta { $date }.
own-kept-from = { $country }: Du nummir lea vurkejuvvon dan riikka e‑ID várás gitta { $date }.
own-end-match = Ale vurke dan šat
own-export = Vurke fiilan (JSON)
own-code-title = Veahkki geavaheaddjidoarjagis
own-code-body = Viečča koda ja loga dan geavaheaddjidoarjagii. Dainna sii sáhttet oaidnit dán listtu 15 minuhta, eai eará du birra.
own-code-get = Viečča koda
own-code = Du koda: { $code }. Dat doaibmá gitta { $time }.
own-leave = Gidde mu sisačálihemiid
own-about = Maid mii vurket
own-about-passed = Dat maid du e‑ID muitala du birra, sáddejuvvo bálvalussii masa don loggejit sisa. Mis dat ii leat guhkit go sisačáliheapmi bistá.
own-about-yours = Dáid sáhtát ieš loahpahit: du sisačáliheami dáppe, miehtamiid maid du neahttalohkan muitá, ja nummira man don leat luoitán min vurket. Listu du sisačálihemiin sihkkojuvvo iešalddes 90 beaivvi maŋŋel. Buot lea krypterejuvvon, ja dušše du e‑ID dahje neahttalohkan rahpá dan.
own-about-law = Láhka gohčču min doallat loggaža sisačálihemiin, almmá du nama dahje nummira haga.
own-about-journal = Jus don buohtastahttojuvvojit registariin, de mii vurket maiddái dan mii buohtastahttojuvvui, krypterejuvvon, 6–12 mánu.
own-about-ask = Háliidatgo sihkkuhit juoga, dahje diehtit mii mis lea du birra? Jeara dás.

## The page of one’s own login here, and logging out.

session-link = Du sisačáliheapmi dáppe
session-title = Don leat loggen sisa dáppe
session-by = { $minutes ->
    [one] Don loggejit sisa ({ $eid }) ovtta minuhta áigi. Bálvalusat mat geavahit dán sisačáliheami, luitet du sisa jearakeahttá fas dán neahttaloganis, dassážii go dat nohká.
    [two] Don loggejit sisa ({ $eid }) guokte minuhta áigi. Bálvalusat mat geavahit dán sisačáliheami, luitet du sisa jearakeahttá fas dán neahttaloganis, dassážii go dat nohká.
   *[other] Don loggejit sisa ({ $eid }) { $minutes } minuhta áigi. Bálvalusat mat geavahit dán sisačáliheami, luitet du sisa jearakeahttá fas dán neahttaloganis, dassážii go dat nohká.
}
session-services = Don leat geavahan dan dáidda:
session-logout = Logge olggos
session-logout-hint = Logge olggos go earát maid geavahit dán dihtora.
session-nobody-title = Don it leat loggen sisa dáppe
session-nobody-body = Ii makkárge bálvalus luoitte ovttage sisa dán neahttaloganis almmá ođđa sisačáliheami. Don sáhtát ain leat loggen sisa bálvalussii maid leat ovdal geavahan: logge olggos doppe.
session-asks-title = Háliidatgo logget olggos?
session-asks-body = { $service } bivdá loahpahit du sisačáliheami dáppe.
session-asks-body-nameless = Siidu bivdá loahpahit du sisačáliheami dáppe.
session-stay = Bisána sisa loggejuvvon
session-out-title = Don leat loggen olggos
session-out-body = Du sisačáliheapmi lea loahpahuvvon. Ii oktage beasa šat dainna bálvalussii dán neahttaloganis.
session-was-not = Don it lean loggen sisa dáppe ovdalge.
session-closed = Dát bálvalusat leat ožžon dieđu:
session-open = Don sáhtát ain leat loggen sisa dáid bálvalusaide:
session-open-hint = Logge olggos maiddái doppe, dahje gidde neahttalogana.
session-back = Joatkke: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Geahččal fas: { $country }
error-other-country = Vállje eará riikka
error-back = Ruovttoluotta: { $service }
error-look = Geahččal fas
error-help = Oaččo veahki
error-reference = Referánsa
error-reference-hint = Muital referánssa jus válddát oktavuođa doarjagiin. Dat ii muital maidege du birra.
error-cancelled = Don gaskkalduhttet sisačáliheami { $in_country }
    .body = Ii mihkkege leat sáddejuvvon: { $service }.
    .advice = Sáhtát mannat ruovttoluotta bálvalussii, geahččalit ođđasit dahje válljet eará riikka.
error-not-confirmed = { $country } ii duođaštan gii don leat
    .body = Soaittii koda lei boastut, soaitá du e‑ID lea giddejuvvon dahje boarásmuvvan, dahje gaskkalduhttet doppe. Ii mihkkege leat sáddejuvvon: { $service }.
    .advice = Geahččal fas. Jus du e‑ID lea giddejuvvon, de sáhttá dušše dan iežas veahkki rahpat dan.
error-peer-failed = { $country } ii sáhttán logget du sisa
    .body = Sisačáliheapmi { $in_country } nogai meattáhussii. Ii leat du sivva, iige bálvalusa ({ $service }).
    .advice = Geahččal fas. Jus dát dáhpáhuvvá fas, de du e‑ID veahkki diehtá eambbo.
error-level-too-low = Dárbbašuvvo nannosit e‑ID
    .body = E‑ID maid geavahit, ii olat sihkarvuođadási maid { $service } gáibida.
    .advice = Geahččal fas nannosit e‑ID:in, jus du riikkas lea dakkár.
error-answer-invalid = Mii eat sáhttán geavahit vástádusa: { $country }
    .body = Vástádus ii ceavzán min sihkarvuođadárkkisteami, ja danne eat leat loggen du sisa. Ii leat du sivva.
    .advice = Geahččal fas. Jus dát dáhpáhuvvá fas, de muital midjiide referánssa vuolábealde.
error-answer-late = Vástádus bođii menddo maŋŋit
    .body = Du sihkarvuođa dihtii lea vástádus eará riikkas gustovaš dušše moadde minuhta.
    .advice = Geahččal fas; it dárbbaš válljet riikka ođđasit.
error-answer-used = Dát sisačáliheapmi lea juo geavahuvvon
    .body = Seamma vástádusa sáhttá geavahit dušše oktii. Soaittát viežžan boares siiddu ođđasit.
    .advice = Mana ruovttoluotta bálvalussii. Jus it leat loggen sisa doppe, de álggat ođđasit.
error-incomplete = { $country } ii sádden buot mii dárbbašuvvo
    .body = Muhtun du vuođđodieđuin (namma, riegádanbeaivi, dovddaldat) váilo vástádusas, ja danne eat sáhte logget du sisa.
    .advice = Du e‑ID veahkki diehtá makkár dieđuid dat sádde. Sáhtát geahččalit ođđasit dahje válljet eará riikka.
error-representation = Dáppe sáhtát logget sisa dušše iehčanat
    .body = { $country } dieđihii ahte don doaimmat nuppi ovddas. Dan ii sáhte { $service } vuostáiváldit.
    .advice = Geahččal fas ja logge sisa iehčat ovddas.
error-another-level = Dárbbašuvvo eará e‑ID
    .body = { $service } dohkkeha dušše dihto sihkarvuođadásiid, ja du sisačáliheamis lei eará. Ii mihkkege du birra leat sáddejuvvon.
    .advice = Logge sisa eará e‑ID:in, dahje mana ruovttoluotta bálvalussii.
error-another-person = Don it leat dat olmmoš gean bálvalus vurddii
    .body = { $service } jearai olbmo gii geavahii bálvalusa maŋimuš háve, ja don loggejit sisa nubbin. Ii mihkkege du birra leat sáddejuvvon.
    .advice = Geahččal fas dan olbmo e‑ID:in jus dat lea du, dahje mana ruovttoluotta bálvalussii ja álggat doppe ođđasit.
error-country-unavailable = Mii eat oaččo oktavuođa dál: { $country }
    .body = Mis ii leat dál gustovaš oktavuohta sisačálihanbálvalusain { $in_country }. Ii leat du sivva.
    .advice = Geahččal maŋŋel, dahje vállje eará riikka jus dus lea e‑ID doppe.
error-country-suspended = Sisačáliheapmi { $in_country } lea gaskaboddosaččat gitta
    .body = Sisačáliheapmi { $in_country } lea gitta sihkarvuođa dahje ortnegis doallama dihtii.
    .advice = Geahččal maŋŋel, dahje mana ruovttoluotta bálvalussii.
error-abroad-suspended = Sisačáliheapmi bálvalusaide { $in_country } lea gaskaboddosaččat gitta
    .body = Dat lea gitta sihkarvuođa dahje ortnegis doallama dihtii. Ii mihkkege du birra leat sáddejuvvon.
    .advice = Geahččal maŋŋel, dahje jeara bálvalusas eará vuogi logget sisa.
error-abroad-unavailable = Mii eat sáhte dál sáddet du ruovttoluotta: { $country }
    .body = Mis ii leat dál gustovaš oktavuohta sisačálihanbálvalusain { $in_country }. Ii leat du sivva. Ii mihkkege du birra leat sáddejuvvon.
    .advice = Mana bálvalussii fas moatti minuhta geahčen, ja álggat doppe.
error-cookie-missing = Mii eat dovdda dán neahttalogana
    .body = Sisačáliheapmi galgá nohkat seamma neahttaloganis gos dat álggii, ja diehtočoahkut (cookies) galget leat lobálaččat. Dat suodjala du das ahte earát geavahit du sisačáliheami.
    .advice = Luoitte diehtočoahkuid (cookies) dán neahttabáikái, mana ruovttoluotta bálvalussii ja álggat doppe ođđasit.
error-too-many-logins = Menddo ollu sisačáliheamit leat rabas oktanaga
    .body = Dát neahttalohkan lea álggahan nu ollu sisačálihemiid ahte boarráseamos fertii giddejuvvot. Dát lei okta dain.
    .advice = Mana ruovttoluotta bálvalussii ja álggat ođđasit.
error-flow-expired = Sisačáliheapmi bisttii menddo guhká
    .body = Du sihkarvuođa dihtii galgá sisačáliheapmi gárvánit { $minutes } minuhta siste.
    .advice = Mana ruovttoluotta bálvalussii ja álggat ođđasit.
error-flow-unknown = Dát sisačáliheapmi ii gávdno šat
    .body = Soaittát rahpan girjemearkka dahje boares siiddu. Sisačáliheapmi sáhttá álgit dušše bálvalusas maid háliidat geavahit.
    .advice = Mana bálvalussii ja logge sisa das.
error-flow-finished = Dát sisačáliheapmi lea juo gárvvis
    .body = Don leat juo sáddejuvvon viidáseappot: { $service }.
    .advice = Joatkke bálvalusas. Jus it leat loggen sisa doppe, de álggat ođđasit.
error-foreign-request-invalid = Nuppi riikka sisačálihanbálvalus sáddii juoidá maid eat sáhte geavahit
    .body = Jearaldat ii ceavzán min sihkarvuođadárkkisteami, ja danne eat leat bivdán du logget sisa. Ii leat du sivva.
    .advice = Mana ruovttoluotta bálvalussii gos bohtet ja geahččal fas. Muital bálvalussii jus dát dáhpáhuvvá fas.
error-foreign-request-late = Jearaldat nuppi riikkas lea menddo boaris
    .body = Du sihkarvuođa dihtii lea sisačálihanjearaldat gustovaš dušše moadde minuhta. Soaittát rahpan boares siiddu.
    .advice = Mana ruovttoluotta bálvalussii gos bohtet ja álggat ođđasit.
error-foreign-request-used = Dát sisačáliheapmi lea juo oktii álggahuvvon
    .body = Seamma jearaldaga sáhttá geavahit dušše oktii. Soaittát viežžan boares siiddu ođđasit.
    .advice = Mana ruovttoluotta bálvalussii gos bohtet ja álggat ođđasit.
error-nothing-to-send = Mii eat sáhte logget du sisa { $in_country }
    .body = Don leat čájehan gii don leat, muhto juoga maid { $country } dárbbaša, váilu: ovdanamma, goargu, riegádanbeaivi dahje dohkkehuvvon sihkarvuođadássi. Ii mihkkege du birra leat sáddejuvvon.
    .advice = Sáhtát mannat ruovttoluotta bálvalussii, mii oažžu diehtit ahte sisačáliheapmi ii lihkostuvvan.
error-not-abroad = Našunála e‑ID:at eai leat rabas eará riikkaide
    .body = Ii makkárge našunála e‑ID leat vel dieđihuvvon eará eurohpálaš riikkaide dáppe, dahje buot leat gitta. Danne ii leat mihkkege almmuheamis dán čujuhusas.
    .advice = Geavat eará vuogi logget sisa maid bálvalus fállá.
error-not-for-people = Dáppe ii leat mihkkege oaidnimis
    .body = Dát čujuhus vuostáiváldá dieđuid eurohpálaš riikkaid sisačálihanbálvalusaid gaskkas.
    .advice = Mana bálvalussii maid háliidat geavahit ja logge sisa das.
error-client-unknown = Mii eat dovdda bálvalusa mii sáddii du
    .body = Bálvalus ii leat registrerejuvvon dáppe, dahje dat attii boasttu máhccančujuhusa. Danne eat sáhte sáddet du ruovttoluotta automáhtalaččat.
    .advice = Muital bálvalussii. Meattáhus lea sin, ii du.
error-request-invalid = Bálvalus sáddii juoidá maid eat sáhte geavahit
    .body = Bálvalusa sisačálihanjearaldagas lea meattáhus. Ii leat du sivva.
    .advice = Mana ruovttoluotta bálvalussii ja geahččal fas. Muital bálvalussii jus dát dáhpáhuvvá fas.
error-logout-expired = Dát gažaldat lea menddo boaris
    .body = Olggosčálihanjearaldahkii galgá vástiduvvot logi minuhta siste. Don it leat loggejuvvon olggos.
    .advice = Raba «Du sisačáliheapmi dáppe» siiddu vuolimusas vai sáhtát logget olggos.
error-logout-hint = Don it leat loggejuvvon olggos: bálvalusa duođaštus du sisačáliheamis ii leat gustovaš
    .body = Bálvalus sáddii ID-token (id_token_hint) mii ii leat okta min tokeniin dasa. Ii leat du sivva.
    .advice = Raba «Du sisačáliheapmi dáppe» siiddu vuolimusas vai sáhtát logget olggos. Muital bálvalussii jus dát dáhpáhuvvá fas.
error-logout-invalid = Don it leat loggejuvvon olggos: bálvalus sáddii juoidá maid eat sáhte geavahit
    .body = Olggosčálihanjearaldagas lea meattáhus, dahje dat boahtá bálvalusas maid eat dovdda. Ii leat du sivva.
    .advice = Raba «Du sisačáliheapmi dáppe» siiddu vuolimusas vai sáhtát logget olggos. Muital bálvalussii jus dát dáhpáhuvvá fas.
error-logout-return = Don it leat loggejuvvon olggos: bálvalus attii boasttu máhccančujuhusa
    .body = Čujuhus gosa galgá máhccat olggosčáliheami maŋŋel (post_logout_redirect_uri), ii leat registrerejuvvon bálvalussii, mearkka mearkka mielde. Ii leat du sivva.
    .advice = Raba «Du sisačáliheapmi dáppe» siiddu vuolimusas vai sáhtát logget olggos. Muital bálvalussii jus dát dáhpáhuvvá fas.
error-too-many-attempts = Dát sisačáliheapmi lea geahččaluvvon menddo máŋgii
    .body = Don leat golmma geardde sáddejuvvon olggos dán sisačáliheamis almmá vástádusa.
    .advice = Mana ruovttoluotta bálvalussii ja álggat ođđasit.
error-busy = Menddo máŋggas leat loggemin sisa justa dál
    .body = Mii eat váldde vuostá eambbo ođđa sisačálihemiid oanehis áiggi. Ii leat du sivva, iige guoskka sidjiide geat leat juo álgán.
    .advice = Vuordde veaháš, mana ruovttoluotta bálvalussii ja geahččal fas.
error-not-found = Dát siidu ii gávdno
    .body = Čujuhus lea boastut dahje boaris.
    .advice = Mana bálvalussii maid háliidat geavahit ja logge sisa das.
error-internal = Juoga manai boastut min bealde
    .body = Ii leat du sivva. Ii mihkkege leat sáddejuvvon bálvalussii.
    .advice = Geahččal fas oanehis áiggi geahčen. Jus dát dáhpáhuvvá fas, de muital midjiide referánssa vuolábealde.
error-unavailable = Mii eat sáhte logget ovttage sisa justa dál
    .body = Sisačálihanbálvalus álggahuvvo ođđasit dahje das lea meattáhus. Ii leat du sivva.
    .advice = Geahččal fas moatti minuhta geahčen.
