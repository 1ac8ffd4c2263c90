### Icelandic. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = þjónustan
skip-to-content = Fara að efni
language-switch = Tungumál
footer-help = Hjálp
footer-privacy = Persónuverndaryfirlýsing
footer-accessibility = Aðgengisyfirlýsing
footer-get-eid = Svona færðu rafræn skilríki
banner-demo = Sýni-Evrópa: allt hér er eftirlíking og allar persónur eru uppspuni.
banner-test = Prófunarumhverfi: notaðu ekki raunveruleg rafræn skilríki hér.
footer-unread = Enginn sem á þetta tungumál að móðurmáli hefur enn lesið þessa þýðingu. Láttu okkur vita hvað má bæta.
steps-label = Skref innskráningarinnar
step-country = Velja land
step-home = Skrá sig inn heima
step-back = Aftur í þjónustuna
time-left-title = Þarftu lengri tíma?
time-left-body = Innskráning þín hér rennur út eftir um tvær mínútur. Þú getur fengið lengri tíma án þess að nokkuð glatist.
time-left-more = Gefa mér lengri tíma
time-left-last = Innskráning þín hér rennur út eftir um tvær mínútur og er ekki hægt að framlengja hana meira. Ljúktu henni núna, eða farðu til baka í þjónustuna og byrjaðu aftur.
eu-institutions = Stofnanir ESB
logging-in-to = Þú ert að skrá þig inn í: { $service }
service-of = Þjónusta frá: { $organisation }
next = Áfram
cancel = Hætta við
cancel-back-to = Hætta við og fara aftur í: { $service }

## The page where one chooses how to log in.

chooser-title = Hvernig viltu skrá þig inn?
chooser-legend = Veldu rafræn skilríki
chooser-eidas = Evrópsk rafræn skilríki
chooser-eidas-hint = Notaðu rafræn skilríki frá heimalandi þínu í ESB eða EES.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Veldu landið sem rafrænu skilríkin þín koma frá
country-intro = Þú skráir þig inn með rafrænu skilríkjunum sem þú notar heima. Við sendum þig til þíns eigin lands og að því loknu kemurðu aftur hingað.
country-level = { $service } krefst rafrænna skilríkja á stiginu „{ $level }“ eða hærra.
country-level-highest = { $service } krefst rafrænna skilríkja á stiginu „{ $level }“, sem er það hæsta.
country-eids = Þú getur notað: { $eids }
country-more = Þjónustan biður einnig um þetta um þig. Það er aðeins sent ef landið þitt hefur það, og þú getur skráð þig inn án þess.
country-companies = Þessi þjónusta er fyrir fyrirtæki og stofnanir. Í þínu landi skráir þú þig inn fyrir hönd eins þeirra: heiti þess og auðkenni eru send.
country-companies-acting = Nafn þitt, fæðingardagur og auðkenni eru einnig send ef þú kemur fram fyrir þess hönd.
country-companies-alone = Hér gilda aðeins rafræn skilríki fyrirtækisins eða stofnunarinnar: þú getur ekki notað þín eigin fyrir þess hönd.
country-companies-more = Þjónustan biður einnig um þetta um fyrirtækið eða stofnunina. Það er aðeins sent ef landið þitt hefur það, og þú getur skráð þig inn án þess.
country-legend = Lönd sem þú getur valið
country-search = Leita að landi
country-search-button = Leita
country-show-all = Sýna öll lönd
country-none = Ekkert land passar við „{ $query }“.
country-count = { $count ->
    [one] { $count } land
   *[other] { $count } lönd
}
country-choose-first = Veldu land áður en þú heldur áfram.
country-not-possible = Ekki er hægt að nota þetta land við þessa innskráningu núna. Veldu annað.
country-unavailable-legend = Lönd sem ekki er hægt að nota núna
country-suggested = Tillaga handa þér
country-last-time = Valið síðast í þessu tæki
country-forget = Gleyma vali mínu
country-by-service = Tillaga þjónustunnar
country-by-language = Tillaga eftir tungumáli vafrans
country-not-connected = Enn er ekki hægt að velja þetta land hér: { $country }.
country-failing = Margar innskráningar frá þessu landi mistakast núna
country-missing-title = Landið mitt er ekki hér
country-missing-body = Þú getur valið lönd sem hafa viðurkennd rafræn skilríki og eru tengd okkur. Landið þitt gæti bæst við síðar. Ef þú átt rafræn skilríki frá öðru landi geturðu notað þau. Annars skaltu fara til baka og spyrja þjónustuna um aðra leið.
reason-level = Hefur engin rafræn skilríki á því stigi sem krafist er
reason-service-unknown = Þjónustan er ekki skráð fyrir þetta land
reason-incomplete = Landið deilir ekki þeim upplýsingum sem innskráning krefst
reason-unavailable = Við náum ekki sambandi við þetta land
reason-starting = Verið er að tengjast; reyndu aftur eftir andartak
reason-suspended = Lokað tímabundið
since = síðan { $time }
level-low = lágt
level-substantial = verulegt
level-high = hátt

## The page that leads to the other country.

send-title = Við sendum þig áfram: { $country }
send-body = Þar skráirðu þig inn með þínum eigin rafrænu skilríkjum. Að því loknu kemurðu sjálfkrafa aftur hingað.
send-button = Áfram: { $country }
send-time-limit = { $minutes ->
    [one] Þú hefur um { $minutes } mínútu til að skrá þig inn.
   *[other] Þú hefur um { $minutes } mínútur til að skrá þig inn.
}
send-again-title = Komstu til baka án þess að skrá þig inn { $in_country }?
send-again-body = Þú hefur þegar verið send(ur) þangað einu sinni. Þú getur reynt aftur eða valið annað land.
send-choose-another = Velja annað land

## The page that leads back to the service.

continue-title = Þú ert skráð(ur) inn
continue-body = Við sendum þig aftur í: { $service }.
continue-button = Áfram í: { $service }
wait-title = Andartak
wait-body = Enn er verið að athuga innskráninguna. Ýttu á hnappinn eftir augnablik.
wait-button = Athuga aftur

## Too many log in at once, and a place in the queue is kept.

queue-title = Þú ert í biðröð
queue-body = Margir eru að skrá sig inn núna. Þú heldur plássinu á meðan þessi síða er opin og hún heldur áfram af sjálfu sér þegar röðin kemur að þér.
queue-press = Margir eru að skrá sig inn núna. Þú heldur plássinu. Ýttu á hnappinn þegar röðin kemur að þér.
queue-minutes = { $minutes ->
    [one] Þetta tekur um { $minutes } mínútu.
   *[other] Þetta tekur um { $minutes } mínútur.
}

## Whom one can ask when something did not work.

contact-title = Hvert þú getur leitað
contact-country = Aðstoð við rafræn skilríki { $in_country }
contact-eid = Aðstoð: { $eid }
contact-service = Aðstoð: { $service }
contact-ours = Aðstoð þessarar innskráningarþjónustu
contact-phone = Sími
contact-email = Tölvupóstur
contact-web = Vefsíða
contact-hours = Opið
contact-languages = Tungumál

## The front page, for whom came here by chance.

front-title = Innskráning yfir landamæri Evrópu
front-body = Þetta er innskráningarþjónusta. Hingað kemur fólk úr opinberri þjónustu sem það vill nota, ekki beint. Farðu í þjónustuna og veldu að skrá þig inn þar.
front-developers = Fyrir þau sem tengja þjónustu eða land

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] í Austurríki
    [BE] í Belgíu
    [BG] í Búlgaríu
    [CY] á Kýpur
    [CZ] í Tékklandi
    [DE] í Þýskalandi
    [DK] í Danmörku
    [EE] í Eistlandi
    [EL] í Grikklandi
    [ES] á Spáni
    [EU] hjá stofnunum ESB
    [FI] í Finnlandi
    [FR] í Frakklandi
    [HR] í Króatíu
    [HU] í Ungverjalandi
    [IE] á Írlandi
    [IS] á Íslandi
    [IT] á Ítalíu
    [LI] í Liechtenstein
    [LT] í Litáen
    [LU] í Lúxemborg
    [LV] í Lettlandi
    [MT] á Möltu
    [NL] í Hollandi
    [NO] í Noregi
    [PL] í Póllandi
    [PT] í Portúgal
    [RO] í Rúmeníu
    [SE] í Svíþjóð
    [SI] í Slóveníu
    [SK] í Slóvakíu
   *[other] í landinu { $country }
}

## The page that shows what would be sent to another country.

consent-title = Viltu senda upplýsingar þínar til innskráningarþjónustunnar { $in_country }?
consent-body = { $service } spyr hver þú ert. Ef þú samþykkir eru þessar upplýsingar sendar til innskráningarþjónustunnar { $in_country }, sem lætur { $service } fá þær. Ekkert hefur verið sent enn.
consent-unnotified = Aðeins í prófun: { $eid } hefur ekki verið samþykkt til notkunar í öðrum löndum.
consent-caption = Þetta yrði sent
consent-level = Fullvissustig
consent-level-value = { $level }, með { $eid }
consent-level-why = Svo að þjónustan viti hversu örugglega þú skráðir þig inn.
consent-unsent-title = Þetta er ekki sent
consent-unsent-number = Kennitalan þín. Sent er auðkenni sem er aðeins gert fyrir þetta land: { $country }.
consent-unsent-asked = Það sem þjónustan bað einnig um:
consent-unsent-rest = Allt annað um þig, til dæmis hvað þú gerir annars staðar.
consent-once = Svar þitt gildir aðeins fyrir þessa innskráningu.
consent-if-declined = Ef þú segir nei ferðu aftur í þjónustuna, sem fær ekkert að vita um þig.
consent-approve = Senda og skrá inn
consent-not-me = Þetta er ekki ég
consent-not-me-hint = Eru þetta upplýsingar um aðra manneskju? Veldu „Þetta er ekki ég“. Þá er ekkert sent og þú getur skráð þig inn með þínum eigin rafrænu skilríkjum.
consent-decline = Ekki senda
consent-changed = Upplýsingarnar hafa breyst síðan þú sást þær. Lestu þær aftur.
consent-remember = { $days ->
    [one] Ekki spyrja mig aftur í { $days } dag í þessum vafra þegar { $service } biður um sömu upplýsingar.
   *[other] Ekki spyrja mig aftur í { $days } daga í þessum vafra þegar { $service } biður um sömu upplýsingar.
}
consent-remember-hint = Þú skráir þig samt inn með rafrænum skilríkjum í hvert sinn. Ef eitthvað breytist spyrjum við aftur. Ekki haka við þetta í tölvu sem aðrir nota.
consent-remembered = Þessi vafri man þjónustu sem þú hefur samþykkt áður.
consent-forget = Spyrja mig í hvert sinn
consent-identifier = Auðkenni
consent-identifier-why = Svo að þjónustan þekki þig næst.
consent-family-name = Kenninafn
consent-given-name = Eiginnafn
consent-name-why = Svo að þjónustan geti ávarpað þig og fundið málið þitt.
consent-birthdate = Fæðingardagur
consent-birthdate-why = Svo að þjónustan rugli þér ekki saman við aðra með sama nafni.
consent-birth-name = Nafn við fæðingu
consent-birthplace = Fæðingarstaður
consent-birth-country = Fæðingarland
consent-birth-town = Fæðingarbær
consent-address = Heimilisfang
consent-gender = Kyn
consent-phone = Símanúmer
consent-email = Netfang
consent-nationality = Ríkisfang
consent-residence = Búsetuland
consent-e-justice-role = Hlutverk í e-Justice
consent-legal-name = Heiti fyrirtækis eða stofnunar
consent-legal-identifier = Auðkenni fyrirtækis eða stofnunar
consent-vat = Virðisaukaskattsnúmer
consent-tax = Skattnúmer
consent-eu-identifier = Evrópskt auðkenni félagsins (EUID)
consent-lei = Auðkenni lögaðila (LEI)
consent-eori = Tollnúmer (EORI)
consent-excise = Vörugjaldanúmer (SEED)
consent-sic = Atvinnugreinarkóði (SIC)
consent-asked-why = Þjónustan bað um það.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Skrá sig inn í þjónustu { $in_country }
national-abroad-body = { $service } { $in_country } spyr hver þú ert. Þú skráir þig inn með norskum rafrænum skilríkjum. Áður en nokkuð er sent sérðu hvað það er og getur sagt nei.
national-some-service = Þjónusta
national-nameless = þjónustan { $in_country }
national-level = Krafist er rafrænna skilríkja á stiginu „{ $level }“ eða hærra.
national-level-highest = Krafist er rafrænna skilríkja á stiginu „{ $level }“, sem er það hæsta.
national-nobody = Engin rafræn skilríki er hægt að nota við þessa innskráningu núna.
national-greyed-legend = Rafræn skilríki sem ekki er hægt að nota núna
national-why-planned = Enn ekki samþykkt til notkunar í öðrum löndum
national-why-pre-notified = Verið er að samþykkja notkun í öðrum löndum
national-why-level = Ná ekki því stigi sem krafist er
national-why-no-terms = Enginn samningur um notkun hjá einkafyrirtækjum { $in_country }
national-why-suspended = Lokað tímabundið
national-why-unavailable = Svarar ekki núna
national-unnotified = Aðeins í prófun: ekki samþykkt til notkunar í öðrum löndum
national-choose-first = Veldu rafræn skilríki áður en þú heldur áfram.
national-not-possible = Ekki er hægt að nota þessi rafrænu skilríki við þessa innskráningu núna. Veldu önnur.
national-just-failed = { $eid } svarar ekki núna. Veldu önnur rafræn skilríki eða reyndu aftur eftir andartak.
national-step-up = Þú ert skráð(ur) inn en á lægra stigi en { $service } krefst. Skráðu þig aftur inn með sterkari rafrænum skilríkjum.
national-persons-title = Veldu prófunarpersónu
national-persons-warning = Aðeins í prófun: hver sem er getur skráð sig inn sem hver þessara sem er. Engin þeirra er til.
national-persons-legend = Hver viltu vera?
national-persons-choose-first = Veldu prófunarpersónu áður en þú heldur áfram.
national-persons-another = Skrá sig inn á annan hátt
national-try-again = Reyna aftur: { $eid }
national-another = Velja önnur rafræn skilríki
national-cancelled = Innskráningin var stöðvuð: { $eid }
    .body = Þú hættir við eða { $eid } staðfesti ekki hver þú ert. Ekkert hefur verið sent til { $service }.
    .advice = Þú getur reynt aftur, valið önnur rafræn skilríki eða farið aftur í þjónustuna.
national-failed = Innskráning tókst ekki: { $eid }
    .body = Innskráningin ({ $eid }) endaði með villu. Það er hvorki þín sök né þjónustunnar ({ $service }).
    .advice = Reyndu aftur eða veldu önnur rafræn skilríki.
national-level-too-low = Þú þarft sterkari rafræn skilríki
    .body = Innskráningin ({ $eid }) nær ekki því fullvissustigi sem { $service } krefst.
    .advice = Veldu sterkari rafræn skilríki.
national-answer-invalid = Við gátum ekki notað svarið: { $eid }
    .body = Svarið stóðst ekki öryggisathuganir okkar og því skráðum við þig ekki inn. Það er ekki þín sök.
    .advice = Reyndu aftur. Ef það gerist á ný skaltu gefa okkur tilvísunina hér fyrir neðan.
national-answer-late = Þú þarft að skrá þig aftur inn: { $eid }
    .body = Þessi innskráning verður að fara fram núna; ekki er hægt að nota eldri. { $eid } svaraði með eldri innskráningu.
    .advice = Reyndu aftur og skráðu þig inn á ný þegar beðið er um það.
national-incomplete = Ekki var allt sent sem þarf: { $eid }
    .body = Sumar grunnupplýsingar þínar (nafn, fæðingardag, kennitölu) vantaði eða þær voru rangar í svarinu og því getum við ekki skráð þig inn.
    .advice = Veldu önnur rafræn skilríki eða spyrðu aðstoð þeirra sem þú notaðir.
national-not-notified = Rafrænu skilríkin sem þú notaðir er enn ekki hægt að nota í öðrum löndum
    .body = Þú skráðir þig inn ({ $eid }) en með rafrænum skilríkjum sem ekki hafa verið samþykkt til notkunar í öðrum löndum. Ekkert hefur verið sent til { $service }.
    .advice = Reyndu aftur og veldu þar skilríki sem hafa verið samþykkt.
national-suspended = Lokað tímabundið: { $eid }
    .body = Innskráningu ({ $eid }) hefur verið lokað vegna öryggis eða viðhalds.
    .advice = Veldu önnur rafræn skilríki eða reyndu síðar.
national-unavailable = Svarar ekki núna: { $eid }
    .body = Við náum ekki sambandi: { $eid }. Það er hvorki þín sök né þjónustunnar ({ $service }).
    .advice = Veldu önnur rafræn skilríki eða reyndu aftur eftir nokkrar mínútur.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Stafrænt veski
wallet-description = Persónuskilríkin í evrópska veskinu þínu
wallet-title = Skrá sig inn með stafrænu veski
wallet-body = Veskið þitt er beðið um nafn, fæðingardag, land og kennitölu svo að { $service } viti hver þú ert. Þú sérð það sama í veskinu og ákveður þar.
wallet-privacy = Við látum { $service } fá upplýsingarnar og geymum þær ekki.
wallet-here-title = Veskið er í þessu tæki
wallet-open = Opna veskið
wallet-open-other = Opna annað veski
wallet-here-hint = { $minutes ->
    [one] Tengillinn virkar í { $minutes } mínútu. Að því loknu kemurðu sjálfkrafa aftur hingað.
   *[other] Tengillinn virkar í { $minutes } mínútur. Að því loknu kemurðu sjálfkrafa aftur hingað.
}
wallet-elsewhere-title = Veskið er í öðru tæki
wallet-scan = Skannaðu kóðann með veskinu. Skannaðu aðeins kóða á síðu sem þú opnaðir sjálf(ur).
wallet-scan-hint = { $minutes ->
    [one] Kóðinn virkar í { $minutes } mínútu. Þú getur fengið nýjan hvenær sem er.
   *[other] Kóðinn virkar í { $minutes } mínútur. Þú getur fengið nýjan hvenær sem er.
}
wallet-qr-alternative = QR-kóði sem opnar veskið í öðru tæki. Sami tengill er sem texti hér fyrir neðan.
wallet-copy = Geturðu ekki skannað kóðann?
wallet-copy-label = Afritaðu tengilinn og opnaðu hann í tækinu þar sem veskið er:
wallet-approved = Ég hef samþykkt, halda áfram
wallet-new-code = Fá nýjan tengil og kóða
wallet-another = Velja aðra innskráningarleið
wallet-not-yet = Ekkert svar hefur enn borist frá veskinu. Samþykktu fyrst í veskinu.
wallet-refused = Svarið í veskinu var nei. Ekkert var sent. Þú getur reynt aftur með nýjum kóða eða valið aðra leið.
wallet-failed = Veskið gat ekki svarað beiðninni. Ekkert var sent. Þú getur reynt aftur með nýjum kóða eða valið aðra leið.
wallet-expired = Tengillinn og kóðinn virka ekki lengur. Fáðu nýja til að halda áfram.
wallet-code-expired = Kóðinn virkar ekki lengur. Fáðu nýjan ef veskið er í öðru tæki.
wallet-in-another-browser = Veskið hefur svarað og opnað annan flipa eða vafra. Haltu áfram þar eða byrjaðu upp á nýtt hér.
wallet-browser-title = Láta vafrann finna veskið
wallet-browser-ask = Finna veskið
wallet-browser-hint = Vafrinn sýnir veskin í þessu tæki eða tengist símanum þínum. Þar ákveður þú hvað er sýnt.
wallet-browser-none = Ekkert veski svaraði. Reyndu aftur eða notaðu aðra leið á þessari síðu.
wallet-card-expired = Skilríkið sem var sýnt er útrunnið. Sýndu annað skilríki eða veldu aðra leið til að skrá þig inn.
wallet-card-revoked = Útgefandi hefur afturkallað eða lokað skilríkinu sem var sýnt. Sýndu annað skilríki eða veldu aðra leið til að skrá þig inn.
wallet-not-taken = Ekki var hægt að nota það sem veskið sýndi. Reyndu aftur eða veldu aðra leið til að skrá þig inn.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Við könnumst við þig
matched-body = Þú ert skráð(ur) hér sem { $name }, með númer sem endar á { $end }. Þú getur notað { $service }, sem fær númerið þitt.
matched-body-alone = Þú ert skráð(ur) hér sem { $name }, með númer sem endar á { $end }. Þú getur notað { $service }, sem fær ekki númerið þitt.
matched-keep = Eigum við að þekkja þig næst?
matched-keep-hint = Ef þú vilt geymum við hvaða númer er þitt. Það er dulkóðað og aðeins þín eigin rafrænu skilríki opna það. Þá er skráin ekki spurð aftur þegar þú skráir þig inn.
matched-keep-until = Já, til { $date }
matched-keep-not = Nei, ekki geyma það
matched-none-title = Við fundum þig ekki meðal þeirra sem eru skráðir hér
matched-none-body = Þú hefur sýnt að þú ert { $name }. Það sem rafrænu skilríkin þín segja um þig var ekki hægt að tengja við eina manneskju í skránni.
matched-used = Þetta var borið saman
matched-differs = Er öðruvísi í skránni
matched-ways = Þetta getur þú gert
matched-link-title = Ertu með norsk rafræn skilríki?
matched-link-body = Skráðu þig inn með þeim einu sinni og þá vitum við hvaða númer er þitt. Þú þarft ekki að skrá þig aftur inn { $in_country }. Gerðu það sama ef þú hefur fengið ný rafræn skilríki síðan síðast.
matched-link = Tengja með { $eid }
matched-update = Ef eitthvað um þig er rangt eða gamalt í skránni skaltu biðja um leiðréttingu og skrá þig svo inn aftur.
matched-without = Halda áfram án tengingar
matched-as-new = Halda áfram sem nýr notandi
matched-without-hint = Ef þú ert þegar skráð(ur) veit { $service } ekki að það ert þú.
matched-not-linked = Ekkert var tengt: nafn þitt eða fæðingardagur er ekki eins í báðum skilríkjunum.
matched-not-proven = Innskráningu með norsku rafrænu skilríkjunum var ekki lokið. Ekkert var tengt.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Innskráningar mínar
own-receipt = Kvittanir fyrir innskráningar þínar: hvað var sent um þig, hverjum og hvers vegna
own-title = Innskráningar mínar
own-intro = Hér sérðu þínar eigin innskráningar síðustu 90 daga og hvað var sent um þig. Aðeins þín eigin rafrænu skilríki opna þær.
own-start = Skrá inn og skoða
own-list = Þetta var sent
own-none = Engar innskráningar til að sýna.
own-when = Hvenær
own-to = Til
own-with = Með
own-why = Hvers vegna
own-why-login = Þú skráðir þig inn hjá þessari þjónustu.
own-one = Sýna aðeins þessa kvittun, til prentunar
own-all = Sýna allar innskráningar mínar
own-kept = Þessu getur þú lokið
own-kept-match = Númerið þitt sem endar á { $end } er geymt til { $date }.
own-kept-from = { $country }: númerið þitt er geymt fyrir rafræn skilríki þaðan til { $date }.
own-end-match = Ekki geyma það lengur
own-export = Vista sem skrá (JSON)
own-code-title = Hjálp frá notendaþjónustu
own-code-body = Fáðu kóða og lestu hann upp fyrir notendaþjónustuna. Með honum sér hún þennan lista í 15 mínútur og ekkert annað um þig.
own-code-get = Fá kóða
own-code = Kóðinn þinn: { $code }. Hann gildir til { $time }.
own-leave = Loka innskráningum mínum
own-about = Þetta geymum við
own-about-passed = Það sem rafrænu skilríkin þín segja um þig fer áfram til þjónustunnar sem þú skráir þig inn á. Við höfum það ekki lengur en innskráningin varir.
own-about-yours = Þessu getur þú sjálf(ur) lokið: innskráningu þinni hér, samþykki sem vafrinn man og númeri sem þú leyfðir okkur að geyma. Listi yfir innskráningar þínar eyðist sjálfur eftir 90 daga. Allt er dulkóðað og aðeins rafrænu skilríkin þín eða vafrinn þinn opna það.
own-about-law = Lögin krefjast skrár yfir innskráningar, án nafns þíns og númers.
own-about-journal = Ef þú varst borin(n) saman við skrá er það sem borið var saman líka geymt, dulkóðað, í 6 til 12 mánuði.
own-about-ask = Viltu láta eyða einhverju eða vita hvað við höfum um þig? Spurðu hér.

## The page of one’s own login here, and logging out.

session-link = Innskráning þín hér
session-title = Þú ert skráð(ur) inn hér
session-by = { $minutes ->
    [one] Þú skráðir þig inn með { $eid } fyrir { $minutes } mínútu. Þjónusta sem notar þessa innskráningu hleypir þér inn án þess að spyrja aftur, í þessum vafra, þar til hún rennur út.
   *[other] Þú skráðir þig inn með { $eid } fyrir { $minutes } mínútum. Þjónusta sem notar þessa innskráningu hleypir þér inn án þess að spyrja aftur, í þessum vafra, þar til hún rennur út.
}
session-services = Þú hefur notað hana fyrir:
session-logout = Skrá út
session-logout-hint = Skráðu þig út ef aðrir nota líka þessa tölvu.
session-nobody-title = Þú ert ekki skráð(ur) inn hér
session-nobody-body = Engin þjónusta hleypir neinum inn í þessum vafra án nýrrar innskráningar. Þú gætir enn verið skráð(ur) inn í þjónustu sem þú hefur notað áður: skráðu þig út þar.
session-asks-title = Viltu skrá þig út?
session-asks-body = { $service } biður um að ljúka innskráningu þinni hér.
session-asks-body-nameless = Síða biður um að ljúka innskráningu þinni hér.
session-stay = Vera áfram skráð(ur) inn
session-out-title = Þú hefur verið skráð(ur) út
session-out-body = Innskráningu þinni er lokið. Enginn kemst lengur með henni inn í þjónustu í þessum vafra.
session-was-not = Þú varst heldur ekki skráð(ur) inn hér áður.
session-closed = Þessari þjónustu hefur verið gert viðvart:
session-open = Þú gætir enn verið skráð(ur) inn í þessa þjónustu:
session-open-hint = Skráðu þig líka út þar eða lokaðu vafranum.
session-back = Áfram í: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Reyna aftur: { $country }
error-other-country = Velja annað land
error-back = Aftur í: { $service }
error-look = Reyna aftur
error-help = Fá aðstoð
error-reference = Tilvísun
error-reference-hint = Gefðu upp þessa tilvísun ef þú hefur samband við aðstoð. Hún segir ekkert um þig.
error-cancelled = Þú stöðvaðir innskráninguna { $in_country }
    .body = Ekkert hefur verið sent til { $service }.
    .advice = Þú getur farið aftur í þjónustuna, reynt aftur eða valið annað land.
error-not-confirmed = Ekki var staðfest hver þú ert ({ $country })
    .body = Ef til vill var kóði rangur, rafrænu skilríkin læst eða útrunnin, eða þú hættir við þar. Ekkert hefur verið sent til { $service }.
    .advice = Reyndu aftur. Ef rafrænu skilríkin eru læst getur aðeins aðstoð þeirra opnað þau.
error-peer-failed = Innskráning tókst ekki ({ $country })
    .body = Innskráningin { $in_country } endaði með villu. Það er hvorki þín sök né þjónustunnar ({ $service }).
    .advice = Reyndu aftur. Ef það gerist á ný veit aðstoð rafrænu skilríkjanna þinna meira.
error-level-too-low = Sterkari rafrænna skilríkja er þörf
    .body = Rafrænu skilríkin sem þú notaðir ná ekki því fullvissustigi sem { $service } krefst.
    .advice = Reyndu aftur með sterkari rafrænum skilríkjum ef landið þitt býður þau.
error-answer-invalid = Við gátum ekki notað svarið ({ $country })
    .body = Svarið stóðst ekki öryggisathuganir okkar og því skráðum við þig ekki inn. Það er ekki þín sök.
    .advice = Reyndu aftur. Ef það gerist á ný skaltu gefa okkur tilvísunina hér fyrir neðan.
error-answer-late = Svarið barst of seint
    .body = Öryggis þíns vegna gildir svar frá öðru landi aðeins í nokkrar mínútur.
    .advice = Reyndu aftur; þú þarft ekki að velja landið á ný.
error-answer-used = Þessi innskráning hefur þegar verið notuð
    .body = Sama svar er aðeins hægt að nota einu sinni. Ef til vill endurhlóðst þú gamla síðu.
    .advice = Farðu aftur í þjónustuna. Ef þú ert ekki skráð(ur) inn þar skaltu byrja upp á nýtt.
error-incomplete = Ekki var allt sent sem þarf ({ $country })
    .body = Sumar grunnupplýsingar þínar (nafn, fæðingardag, auðkenni) vantaði í svarið og því getum við ekki skráð þig inn.
    .advice = Aðstoð rafrænu skilríkjanna veit hvaða upplýsingar þau senda. Þú getur reynt aftur eða valið annað land.
error-representation = Hér geturðu aðeins skráð þig inn fyrir þig
    .body = Innskráningarþjónustan { $in_country } greindi frá því að þú kæmir fram fyrir hönd annars. { $service } getur ekki tekið við því.
    .advice = Reyndu aftur og skráðu þig inn fyrir þig.
error-another-level = Annarra rafrænna skilríkja er þörf
    .body = { $service } tekur aðeins við tilteknum fullvissustigum og innskráning þín hafði annað. Ekkert um þig hefur verið sent.
    .advice = Skráðu þig inn með öðrum rafrænum skilríkjum eða farðu aftur í þjónustuna.
error-another-person = Þú ert ekki manneskjan sem þjónustan bjóst við
    .body = { $service } spurði um manneskjuna sem notaði þjónustuna síðast og þú skráðir þig inn sem önnur. Ekkert um þig hefur verið sent.
    .advice = Reyndu með rafrænum skilríkjum þess einstaklings ef þau eru þín, eða farðu aftur í þjónustuna og byrjaðu upp á nýtt þar.
error-country-unavailable = Við náum ekki sambandi við þetta land núna: { $country }
    .body = Við höfum ekkert gilt samband við innskráningarþjónustuna { $in_country } sem stendur. Það er ekki þín sök.
    .advice = Reyndu síðar eða veldu annað land ef þú átt rafræn skilríki þar.
error-country-suspended = Innskráningu { $in_country } er lokað tímabundið
    .body = Innskráningu { $in_country } hefur verið lokað vegna öryggis eða viðhalds.
    .advice = Reyndu síðar eða farðu aftur í þjónustuna.
error-abroad-suspended = Innskráningu í þjónustu { $in_country } er lokað tímabundið
    .body = Henni hefur verið lokað vegna öryggis eða viðhalds. Ekkert um þig hefur verið sent.
    .advice = Reyndu síðar eða spyrðu þjónustuna um aðra innskráningarleið.
error-abroad-unavailable = Við getum ekki sent þig til baka núna ({ $country })
    .body = Við höfum ekkert gilt samband við innskráningarþjónustuna { $in_country } sem stendur. Það er ekki þín sök. Ekkert um þig hefur verið sent.
    .advice = Farðu aftur í þjónustuna eftir nokkrar mínútur og byrjaðu þaðan.
error-cookie-missing = Við þekkjum ekki þennan vafra
    .body = Innskráningu verður að ljúka í sama vafra og hún hófst í og vafrakökur verða að vera leyfðar. Það ver þig gegn öðrum sem reyna að nota innskráningu þína.
    .advice = Leyfðu vafrakökur fyrir þetta vefsvæði, farðu aftur í þjónustuna og byrjaðu upp á nýtt þar.
error-too-many-logins = Of margar innskráningar eru opnar í einu
    .body = Þessi vafri hefur hafið svo margar innskráningar að loka varð þeirri elstu. Þetta var ein þeirra.
    .advice = Farðu aftur í þjónustuna og byrjaðu upp á nýtt.
error-flow-expired = Innskráningin tók of langan tíma
    .body = Öryggis þíns vegna þarf innskráningu að ljúka innan { $minutes } mínútna.
    .advice = Farðu aftur í þjónustuna og byrjaðu upp á nýtt.
error-flow-unknown = Þessi innskráning er ekki lengur til
    .body = Ef til vill opnaðir þú bókamerki eða gamla síðu. Innskráning getur aðeins hafist í þjónustunni sem þú vilt nota.
    .advice = Farðu í þjónustuna og skráðu þig inn þaðan.
error-flow-finished = Þessari innskráningu er þegar lokið
    .body = Þú hefur þegar verið send(ur) áfram í: { $service }.
    .advice = Haltu áfram í þjónustunni. Ef þú ert ekki skráð(ur) inn þar skaltu byrja upp á nýtt.
error-foreign-request-invalid = Innskráningarþjónusta hins landsins sendi eitthvað sem við getum ekki notað
    .body = Beiðnin stóðst ekki öryggisathuganir okkar og því báðum við þig ekki að skrá þig inn. Það er ekki þín sök.
    .advice = Farðu aftur í þjónustuna sem þú komst frá og reyndu aftur. Ef það gerist á ný skaltu láta þjónustuna vita.
error-foreign-request-late = Beiðnin frá hinu landinu er of gömul
    .body = Öryggis þíns vegna gildir innskráningarbeiðni aðeins í nokkrar mínútur. Ef til vill opnaðir þú gamla síðu.
    .advice = Farðu aftur í þjónustuna sem þú komst frá og byrjaðu upp á nýtt.
error-foreign-request-used = Þessi innskráning hefur þegar verið hafin einu sinni
    .body = Sömu beiðni er aðeins hægt að nota einu sinni. Ef til vill endurhlóðst þú gamla síðu.
    .advice = Farðu aftur í þjónustuna sem þú komst frá og byrjaðu upp á nýtt.
error-nothing-to-send = Við getum ekki skráð þig inn ({ $country })
    .body = Þú hefur sýnt hver þú ert en eitthvað vantar sem krafist er { $in_country }: eiginnafn, kenninafn, fæðingardag eða samþykkt fullvissustig. Ekkert um þig hefur verið sent.
    .advice = Þú getur farið aftur í þjónustuna, sem fær að vita að innskráningin tókst ekki.
error-not-abroad = Innlend rafræn skilríki eru ekki opin öðrum löndum
    .body = Engin innlend rafræn skilríki hafa enn verið tilkynnt hér til annarra Evrópulanda eða öll eru lokuð. Því er ekkert að birta á þessu veffangi.
    .advice = Notaðu aðra innskráningarleið sem þjónustan býður.
error-not-for-people = Hér er ekkert að sjá
    .body = Þetta veffang tekur við skilaboðum milli innskráningarþjónustu Evrópulanda.
    .advice = Farðu í þjónustuna sem þú vilt nota og skráðu þig inn þaðan.
error-client-unknown = Við þekkjum ekki þjónustuna sem sendi þig
    .body = Þjónustan er ekki skráð hér eða gaf upp rangt veffang til að snúa aftur á. Því getum við ekki sent þig sjálfkrafa til baka.
    .advice = Láttu þjónustuna vita. Villan er hennar, ekki þín.
error-request-invalid = Þjónustan sendi eitthvað sem við getum ekki notað
    .body = Villa er í innskráningarbeiðni þjónustunnar. Það er ekki þín sök.
    .advice = Farðu aftur í þjónustuna og reyndu aftur. Ef það gerist á ný skaltu láta þjónustuna vita.
error-logout-expired = Þessi spurning er of gömul
    .body = Beiðni um útskráningu verður að svara innan tíu mínútna. Þú hefur ekki verið skráð(ur) út.
    .advice = Opnaðu „Innskráning þín hér“ neðst á þessari síðu til að skrá þig út.
error-logout-hint = Þú hefur ekki verið skráð(ur) út: sönnun þjónustunnar fyrir innskráningu þinni er ekki gild
    .body = Þjónustan sendi auðkennistóka (id_token_hint) sem er ekki frá okkur til hennar. Það er ekki þín sök.
    .advice = Opnaðu „Innskráning þín hér“ neðst á þessari síðu til að skrá þig út. Láttu þjónustuna vita ef það gerist á ný.
error-logout-invalid = Þú hefur ekki verið skráð(ur) út: þjónustan sendi eitthvað sem við getum ekki notað
    .body = Villa er í beiðninni um útskráningu eða hún kemur frá þjónustu sem við þekkjum ekki. Það er ekki þín sök.
    .advice = Opnaðu „Innskráning þín hér“ neðst á þessari síðu til að skrá þig út. Láttu þjónustuna vita ef það gerist á ný.
error-logout-return = Þú hefur ekki verið skráð(ur) út: þjónustan gaf upp rangt veffang til að snúa aftur á
    .body = Veffangið sem farið er á eftir útskráningu (post_logout_redirect_uri) er ekki skráð fyrir þjónustuna, staf fyrir staf. Það er ekki þín sök.
    .advice = Opnaðu „Innskráning þín hér“ neðst á þessari síðu til að skrá þig út. Láttu þjónustuna vita ef það gerist á ný.
error-too-many-attempts = Þessi innskráning hefur verið reynd of oft
    .body = Þú hefur verið send(ur) áfram þrisvar í þessari innskráningu án þess að svar bærist.
    .advice = Farðu aftur í þjónustuna og byrjaðu upp á nýtt.
error-busy = Of margir eru að skrá sig inn núna
    .body = Við tökum ekki við fleiri nýjum innskráningum um stund. Það er ekki þín sök og það hefur ekki áhrif á þau sem þegar eru byrjuð.
    .advice = Bíddu aðeins, farðu aftur í þjónustuna og reyndu aftur.
error-not-found = Þessi síða er ekki til
    .body = Veffangið er rangt eða gamalt.
    .advice = Farðu í þjónustuna sem þú vilt nota og skráðu þig inn þaðan.
error-internal = Eitthvað fór úrskeiðis hjá okkur
    .body = Það er ekki þín sök. Ekkert hefur verið sent til þjónustunnar.
    .advice = Reyndu aftur eftir andartak. Ef það gerist á ný skaltu gefa okkur tilvísunina hér fyrir neðan.
error-unavailable = Við getum ekki skráð neinn inn núna
    .body = Verið er að endurræsa innskráningarþjónustuna eða hún er biluð. Það er ekki þín sök.
    .advice = Reyndu aftur eftir nokkrar mínútur.
