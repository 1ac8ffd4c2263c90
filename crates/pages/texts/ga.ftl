### Irish. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = an tseirbhís
skip-to-content = Téigh chuig an ábhar
language-switch = Teanga
footer-help = Cabhair
footer-privacy = Fógra príobháideachais
footer-accessibility = Ráiteas inrochtaineachta
footer-get-eid = Conas ríomhchéannacht a fháil
banner-demo = Eoraip Thaispeána: tá gach rud anseo insamhlaithe, agus is daoine cumtha iad na daoine ar fad.
banner-test = Timpeallacht tástála: ná húsáid fíor‑ríomhchéannacht anseo.
footer-unread = Níor léigh cainteoir dúchais an t‑aistriúchán seo fós. Inis dúinn cad ba cheart a fheabhsú.
steps-label = Céimeanna do logála isteach
step-country = Roghnaigh tír
step-home = Logáil isteach sa bhaile
step-back = Ar ais chuig an tseirbhís
time-left-title = An dteastaíonn níos mó ama uait?
time-left-body = Tiocfaidh deireadh le do logáil isteach anseo i gceann thart ar dhá nóiméad. Is féidir leat níos mó ama a fháil, agus ní chaillfear aon rud.
time-left-more = Tabhair níos mó ama dom
time-left-last = Críochnóidh do logáil isteach anseo i gceann thart ar dhá nóiméad agus ní féidir níos mó ama a thabhairt. Críochnaigh anois í, nó téigh ar ais chuig an tseirbhís agus tosaigh arís.
eu-institutions = institiúidí an Aontais Eorpaigh
logging-in-to = Tá tú ag logáil isteach i: { $service }
service-of = Seirbhís ó { $organisation }
next = Ar aghaidh
cancel = Cealaigh
cancel-back-to = Cealaigh agus téigh ar ais chuig: { $service }

## The page where one chooses how to log in.

chooser-title = Conas is mian leat logáil isteach?
chooser-legend = Roghnaigh do ríomhchéannacht
chooser-eidas = Ríomhchéannacht Eorpach
chooser-eidas-hint = Úsáid ríomhchéannacht do thíre féin san Aontas Eorpach nó sa LEE.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Roghnaigh tír do ríomhchéannachta
country-intro = Logálann tú isteach leis an ríomhchéannacht a úsáideann tú sa bhaile. Cuirimid chuig do thír féin thú, agus tagann tú ar ais anseo ina dhiaidh sin.
country-level = Iarrann { $service } ríomhchéannacht ar an leibhéal “{ $level }” nó níos airde.
country-level-highest = Iarrann { $service } ríomhchéannacht ar an leibhéal “{ $level }”, an leibhéal is airde.
country-eids = Is féidir leat úsáid a bhaint as: { $eids }
country-more = Iarrann an tseirbhís na sonraí seo fút freisin. Ní sheolfar iad ach má tá siad ag do thír, agus is féidir leat logáil isteach dá n‑uireasa.
country-companies = Is do chuideachtaí agus d’eagraíochtaí eile an tseirbhís seo. Logálann tú isteach sa bhaile thar ceann ceann acu: seoltar a hainm agus a haitheantóir.
country-companies-acting = Seoltar d’ainm, do dháta breithe agus d’aitheantóir féin freisin má ghníomhaíonn tú thar a ceann.
country-companies-alone = Ní oibríonn anseo ach ríomhchéannacht na heagraíochta féin: ní féidir leat gníomhú thar a ceann le do cheannsa.
country-companies-more = Iarrann an tseirbhís na sonraí seo faoin eagraíocht freisin. Ní sheolfar iad ach má tá siad ag do thír, agus is féidir leat logáil isteach dá n‑uireasa.
country-legend = Tíortha is féidir leat a roghnú
country-search = Cuardaigh tír
country-search-button = Cuardaigh
country-show-all = Taispeáin gach tír
country-none = Níl aon tír ag teacht le “{ $query }”.
country-count = { $count ->
    [one] Tír amháin
    [two] { $count } thír
    [few] { $count } thír
    [many] { $count } dtír
   *[other] { $count } tír
}
country-choose-first = Roghnaigh tír sula leanann tú ar aghaidh.
country-not-possible = Ní féidir an tír sin a úsáid don logáil isteach seo faoi láthair. Roghnaigh tír eile.
country-unavailable-legend = Tíortha nach féidir a úsáid faoi láthair
country-suggested = Molta duitse
country-last-time = Roghnaithe an uair dheireanach ar an ngléas seo
country-forget = Déan dearmad ar mo rogha
country-by-service = Molta ag an tseirbhís
country-by-language = Molta de réir theanga do bhrabhsálaí
country-not-connected = Ní féidir an tír seo a roghnú anseo go fóill: { $country }.
country-failing = Tá go leor logálacha isteach ón tír seo ag teip faoi láthair
country-missing-title = Níl mo thír anseo
country-missing-body = Is féidir leat tíortha a roghnú a bhfuil ríomhchéannacht aitheanta acu agus atá nasctha linn. D’fhéadfaí do thír féin a nascadh níos déanaí. Má tá ríomhchéannacht ó thír eile agat, is féidir leat í a úsáid. Mura bhfuil, téigh ar ais agus iarr bealach eile ar an tseirbhís.
reason-level = Níl ríomhchéannacht aici ar an leibhéal a iarrtar
reason-service-unknown = Níl an tseirbhís cláraithe leis an tír seo
reason-incomplete = Ní roinneann an tír seo na sonraí atá riachtanach chun logáil isteach
reason-unavailable = Ní féidir linn teagmháil a dhéanamh leis an tír seo
reason-starting = Tá sí á nascadh; bain triail eile as i gceann nóiméid
reason-suspended = Dúnta go sealadach
since = ó { $time }
level-low = íseal
level-substantial = substaintiúil
level-high = ard

## The page that leads to the other country.

send-title = Táimid do do chur chuig: { $country }
send-body = Logáil isteach ansin le do ríomhchéannacht féin. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
send-button = Lean ar aghaidh chuig: { $country }
send-time-limit = { $minutes ->
    [one] Tá thart ar nóiméad amháin agat chun logáil isteach.
    [two] Tá thart ar { $minutes } nóiméad agat chun logáil isteach.
    [few] Tá thart ar { $minutes } nóiméad agat chun logáil isteach.
    [many] Tá thart ar { $minutes } nóiméad agat chun logáil isteach.
   *[other] Tá thart ar { $minutes } nóiméad agat chun logáil isteach.
}
send-again-title = Ar tháinig tú ar ais gan logáil isteach { $in_country }?
send-again-body = Cuireadh ansin uair amháin cheana thú. Is féidir leat triail eile a bhaint as, nó tír eile a roghnú.
send-choose-another = Roghnaigh tír eile

## The page that leads back to the service.

continue-title = Tá tú logáilte isteach
continue-body = Táimid do do chur ar ais chuig: { $service }.
continue-button = Lean ar aghaidh chuig: { $service }
wait-title = Nóiméad amháin
wait-body = Tá do logáil isteach á seiceáil fós. Brúigh an cnaipe i gceann tamaillín.
wait-button = Féach arís

## Too many log in at once, and a place in the queue is kept.

queue-title = Tá tú sa scuaine
queue-body = Tá go leor daoine ag logáil isteach faoi láthair. Coinníonn tú d’áit fad is atá an leathanach seo ar oscailt, agus leanfaidh sé ar aghaidh uaidh féin nuair a thiocfaidh do sheal.
queue-press = Tá go leor daoine ag logáil isteach faoi láthair. Coinníonn tú d’áit. Brúigh an cnaipe nuair a thiocfaidh do sheal.
queue-minutes = { $minutes ->
    [one] Tógfaidh sé thart ar nóiméad amháin.
    [two] Tógfaidh sé thart ar { $minutes } nóiméad.
    [few] Tógfaidh sé thart ar { $minutes } nóiméad.
    [many] Tógfaidh sé thart ar { $minutes } nóiméad.
   *[other] Tógfaidh sé thart ar { $minutes } nóiméad.
}

## Whom one can ask when something did not work.

contact-title = Cé ar féidir leat ceist a chur air
contact-country = Deasc chabhrach do ríomhchéannachtaí { $in_country }
contact-eid = Deasc chabhrach: { $eid }
contact-service = Deasc chabhrach: { $service }
contact-ours = Deasc chabhrach na seirbhíse logála isteach seo
contact-phone = Fón
contact-email = Ríomhphost
contact-web = Leathanach gréasáin
contact-hours = Uaireanta oscailte
contact-languages = Teangacha

## The front page, for whom came here by chance.

front-title = Logáil isteach thar theorainneacha na hEorpa
front-body = Geata logála isteach é seo. Tagann daoine anseo ó sheirbhís phoiblí ar mian leo í a úsáid, ní go díreach. Téigh chuig an tseirbhís agus roghnaigh logáil isteach ansin.
front-developers = Dóibh siúd a nascann seirbhís nó tír

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] san Ostair
    [BE] sa Bheilg
    [BG] sa Bhulgáir
    [CY] sa Chipir
    [CZ] sa tSeicia
    [DE] sa Ghearmáin
    [DK] sa Danmhairg
    [EE] san Eastóin
    [EL] sa Ghréig
    [ES] sa Spáinn
    [EU] in institiúidí an Aontais Eorpaigh
    [FI] san Fhionlainn
    [FR] sa Fhrainc
    [HR] sa Chróit
    [HU] san Ungáir
    [IE] in Éirinn
    [IS] san Íoslainn
    [IT] san Iodáil
    [LI] i Lichtinstéin
    [LT] sa Liotuáin
    [LU] i Lucsamburg
    [LV] sa Laitvia
    [MT] i Málta
    [NL] san Ísiltír
    [NO] san Iorua
    [PL] sa Pholainn
    [PT] sa Phortaingéil
    [RO] sa Rómáin
    [SE] sa tSualainn
    [SI] sa tSlóivéin
    [SK] sa tSlóvaic
   *[other] sa tír seo: { $country }
}

## The page that shows what would be sent to another country.

consent-title = An seolfar do shonraí chuig an tseirbhís logála isteach { $in_country }?
consent-body = Fiafraíonn { $service } cé thú féin. Má thoilíonn tú, seoltar na sonraí seo chuig an tseirbhís logála isteach { $in_country }, a chuireann ar aghaidh iad chuig { $service }. Níor seoladh aon rud fós.
consent-unnotified = Le tástáil amháin: níl { $eid } ceadaithe le húsáid i dtíortha eile.
consent-caption = An méid a sheolfaí
consent-level = Leibhéal dearbhaithe
consent-level-value = { $level }, le { $eid }
consent-level-why = Le go mbeidh a fhios ag an tseirbhís cé chomh slán is a logáil tú isteach.
consent-unsent-title = An méid nach seolfar
consent-unsent-number = D’uimhir aitheantais náisiúnta. Seoltar aitheantóir a rinneadh don tír seo amháin: { $country }.
consent-unsent-asked = Na rudaí eile a d’iarr an tseirbhís:
consent-unsent-rest = Aon rud eile fút, mar shampla cad a dhéanann tú in áiteanna eile.
consent-once = Baineann do fhreagra leis an logáil isteach seo amháin.
consent-if-declined = Má dhiúltaíonn tú, téann tú ar ais chuig an tseirbhís, agus ní fhaigheann sí aon rud fút.
consent-approve = Seol agus logáil isteach
consent-not-me = Ní mise é seo
consent-not-me-hint = An sonraí duine eile iad seo? Roghnaigh “Ní mise é seo”. Ní sheolfar aon rud, agus is féidir leat logáil isteach le do ríomhchéannacht féin.
consent-decline = Ná seol
consent-changed = D’athraigh na sonraí ó chonaic tú iad. Léigh arís iad, le do thoil.
consent-remember = { $days ->
    [one] Ná fiafraigh díom arís sa bhrabhsálaí seo ar feadh lae amháin, nuair a iarrann { $service } na sonraí céanna.
    [two] Ná fiafraigh díom arís sa bhrabhsálaí seo ar feadh { $days } lá, nuair a iarrann { $service } na sonraí céanna.
    [few] Ná fiafraigh díom arís sa bhrabhsálaí seo ar feadh { $days } lá, nuair a iarrann { $service } na sonraí céanna.
    [many] Ná fiafraigh díom arís sa bhrabhsálaí seo ar feadh { $days } lá, nuair a iarrann { $service } na sonraí céanna.
   *[other] Ná fiafraigh díom arís sa bhrabhsálaí seo ar feadh { $days } lá, nuair a iarrann { $service } na sonraí céanna.
}
consent-remember-hint = Logálann tú isteach le do ríomhchéannacht gach uair mar sin féin. Má athraíonn aon rud, fiafróimid arís. Ná ticeáil é seo ar ríomhaire a úsáideann daoine eile.
consent-remembered = Cuimhníonn an brabhsálaí seo ar sheirbhísí ar thoiligh tú leo cheana.
consent-forget = Fiafraigh díom gach uair
consent-identifier = Aitheantóir
consent-identifier-why = Le go n‑aithneoidh an tseirbhís thú an chéad uair eile.
consent-family-name = Sloinne
consent-given-name = Céadainm
consent-name-why = Le go bhféadfaidh an tseirbhís labhairt leat agus do chás a aimsiú.
consent-birthdate = Dáta breithe
consent-birthdate-why = Le nach measctar thú le daoine eile a bhfuil an t‑ainm céanna orthu.
consent-birth-name = Ainm breithe
consent-birthplace = Áit bhreithe
consent-birth-country = Tír bhreithe
consent-birth-town = Baile breithe
consent-address = Seoladh
consent-gender = Inscne
consent-phone = Uimhir ghutháin
consent-email = Seoladh ríomhphoist
consent-nationality = Náisiúntacht
consent-residence = Tír chónaithe
consent-e-justice-role = Ról in e-Justice
consent-legal-name = Ainm na cuideachta nó na heagraíochta
consent-legal-identifier = Aitheantóir na cuideachta nó na heagraíochta
consent-vat = Uimhir CBL
consent-tax = Uimhir thagartha cánach
consent-eu-identifier = Aitheantóir Eorpach na cuideachta (EUID)
consent-lei = Aitheantóir eintitis dhlíthiúil (LEI)
consent-eori = Uimhir chustaim (EORI)
consent-excise = Uimhir mháil (SEED)
consent-sic = Cód earnála (SIC)
consent-asked-why = D’iarr an tseirbhís é.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Logáil isteach i seirbhís { $in_country }
national-abroad-body = Fiafraíonn { $service } { $in_country } cé thú féin. Logálann tú isteach le ríomhchéannacht Ioruach. Sula seoltar aon rud, feicfidh tú cad é, agus is féidir leat diúltú.
national-some-service = Seirbhís
national-nameless = an tseirbhís { $in_country }
national-level = Tá ríomhchéannacht ar an leibhéal “{ $level }” nó níos airde de dhíth.
national-level-highest = Tá ríomhchéannacht ar an leibhéal “{ $level }” de dhíth, an leibhéal is airde.
national-nobody = Ní féidir aon ríomhchéannacht a úsáid don logáil isteach seo faoi láthair.
national-greyed-legend = Ríomhchéannachtaí nach féidir a úsáid anois
national-why-planned = Níl sí ceadaithe fós le húsáid i dtíortha eile
national-why-pre-notified = Tá ceadú le húsáid i dtíortha eile ar siúl
national-why-level = Ní shroicheann sí an leibhéal atá de dhíth
national-why-no-terms = Níl aon chomhaontú ann maidir lena húsáid ag cuideachtaí príobháideacha { $in_country }
national-why-suspended = Dúnta go sealadach
national-why-unavailable = Níl sí ag freagairt faoi láthair
national-unnotified = Le tástáil amháin: níl sí ceadaithe le húsáid i dtíortha eile
national-choose-first = Roghnaigh ríomhchéannacht sula leanann tú ar aghaidh.
national-not-possible = Ní féidir an ríomhchéannacht seo a úsáid don logáil isteach seo anois. Roghnaigh ceann eile.
national-just-failed = Níl { $eid } ag freagairt faoi láthair. Roghnaigh ríomhchéannacht eile, nó bain triail eile as i gceann nóiméid.
national-step-up = Tá tú logáilte isteach, ach ar leibhéal níos ísle ná mar atá de dhíth ar { $service }. Logáil isteach arís le ríomhchéannacht níos láidre.
national-persons-title = Roghnaigh duine tástála
national-persons-warning = Le tástáil amháin: is féidir le duine ar bith logáil isteach mar dhuine ar bith díobh seo. Níl aon duine acu ann i ndáiríre.
national-persons-legend = Cé ba mhaith leat a bheith?
national-persons-choose-first = Roghnaigh duine tástála sula leanann tú ar aghaidh.
national-persons-another = Logáil isteach ar bhealach eile
national-try-again = Bain triail eile as: { $eid }
national-another = Roghnaigh ríomhchéannacht eile
national-cancelled = Stopadh an logáil isteach le { $eid }
    .body = Chealaigh tú, nó níor dheimhnigh { $eid } cé thú féin. Níor seoladh aon rud chuig { $service }.
    .advice = Is féidir leat triail eile a bhaint as, ríomhchéannacht eile a roghnú, nó dul ar ais chuig an tseirbhís.
national-failed = Níor éirigh leis an logáil isteach: { $eid }
    .body = Chríochnaigh an logáil isteach le { $eid } le hearráid. Ní ortsa an locht, ná ar { $service }.
    .advice = Bain triail eile as, nó roghnaigh ríomhchéannacht eile.
national-level-too-low = Tá ríomhchéannacht níos láidre de dhíth ort
    .body = Ní shroicheann an logáil isteach le { $eid } an leibhéal dearbhaithe atá de dhíth ar { $service }.
    .advice = Roghnaigh ríomhchéannacht níos láidre.
national-answer-invalid = Níorbh fhéidir linn an freagra ó { $eid } a úsáid
    .body = Níor éirigh leis an bhfreagra inár seiceálacha slándála, mar sin níor logálamar isteach thú. Ní ortsa an locht.
    .advice = Bain triail eile as. Má tharlaíonn sé arís, tabhair dúinn an uimhir thagartha thíos.
national-answer-late = Ní mór duit logáil isteach arís le { $eid }
    .body = Ní mór an logáil isteach seo a dhéanamh anois; ní féidir ceann níos luaithe a úsáid. Thug { $eid } ceann níos sine mar fhreagra.
    .advice = Bain triail eile as, agus logáil isteach as an nua nuair a iarrtar ort é.
national-incomplete = Níor sheol { $eid } gach rud atá de dhíth
    .body = Bhí cuid de do bhunsonraí (ainm, dáta breithe, uimhir náisiúnta) in easnamh nó mícheart sa fhreagra, mar sin ní féidir linn thú a logáil isteach.
    .advice = Roghnaigh ríomhchéannacht eile, nó cuir ceist ar dheasc chabhrach an chinn a d’úsáid tú.
national-not-notified = Ní féidir an ríomhchéannacht a d’úsáid tú a úsáid i dtíortha eile fós
    .body = Logáil tú isteach ag { $eid }, ach le ríomhchéannacht nach bhfuil ceadaithe le húsáid i dtíortha eile. Níor seoladh aon rud chuig { $service }.
    .advice = Bain triail eile as, agus roghnaigh ceann ceadaithe ansin.
national-suspended = Dúnta go sealadach: { $eid }
    .body = Dúnadh an logáil isteach le { $eid } ar mhaithe le sábháilteacht nó cothabháil.
    .advice = Roghnaigh ríomhchéannacht eile, nó bain triail eile as níos déanaí.
national-unavailable = Níl { $eid } ag freagairt faoi láthair
    .body = Ní féidir linn teagmháil a dhéanamh le { $eid }. Ní ortsa an locht, ná ar { $service }.
    .advice = Roghnaigh ríomhchéannacht eile, nó bain triail eile as i gceann cúpla nóiméad.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Tiachóg dhigiteach
wallet-description = Na sonraí aitheantais i do thiachóg Eorpach
wallet-title = Logáil isteach le tiachóg dhigiteach
wallet-body = Iarrtar ainm, dáta breithe, tír agus uimhir aitheantais náisiúnta ar do thiachóg, ionas go mbeidh a fhios ag { $service } cé thú féin. Feicfidh tú an rud céanna sa tiachóg, agus déanfaidh tú an cinneadh ansin.
wallet-privacy = Cuirimid na sonraí seo ar aghaidh chuig { $service } agus ní choinnímid iad.
wallet-here-title = Tá an tiachóg ar an ngléas seo
wallet-open = Oscail an tiachóg
wallet-open-other = Oscail tiachóg eile
wallet-here-hint = { $minutes ->
    [one] Oibríonn an nasc ar feadh nóiméid amháin. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
    [two] Oibríonn an nasc ar feadh { $minutes } nóiméad. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
    [few] Oibríonn an nasc ar feadh { $minutes } nóiméad. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
    [many] Oibríonn an nasc ar feadh { $minutes } nóiméad. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
   *[other] Oibríonn an nasc ar feadh { $minutes } nóiméad. Ansin tiocfaidh tú ar ais anseo go huathoibríoch.
}
wallet-elsewhere-title = Tá an tiachóg ar ghléas eile
wallet-scan = Scan an cód leis an tiachóg. Ná scan ach cód ar leathanach a d’oscail tú féin.
wallet-scan-hint = { $minutes ->
    [one] Oibríonn an cód ar feadh nóiméid amháin. Is féidir leat ceann nua a fháil am ar bith.
    [two] Oibríonn an cód ar feadh { $minutes } nóiméad. Is féidir leat ceann nua a fháil am ar bith.
    [few] Oibríonn an cód ar feadh { $minutes } nóiméad. Is féidir leat ceann nua a fháil am ar bith.
    [many] Oibríonn an cód ar feadh { $minutes } nóiméad. Is féidir leat ceann nua a fháil am ar bith.
   *[other] Oibríonn an cód ar feadh { $minutes } nóiméad. Is féidir leat ceann nua a fháil am ar bith.
}
wallet-qr-alternative = Cód QR a osclaíonn an tiachóg ar ghléas eile. Tá an nasc céanna thíos mar théacs.
wallet-copy = Nach féidir leat an cód a scanadh?
wallet-copy-label = Cóipeáil an nasc agus oscail é ar an ngléas a bhfuil an tiachóg air:
wallet-approved = Cheadaigh mé é, lean ar aghaidh
wallet-new-code = Faigh nasc agus cód nua
wallet-another = Roghnaigh bealach eile le logáil isteach
wallet-not-yet = Níor tháinig aon fhreagra ón tiachóg fós. Ceadaigh sa tiachóg ar dtús.
wallet-refused = Diúltaíodh sa tiachóg. Níor seoladh aon rud. Is féidir leat triail eile a bhaint as le cód nua, nó bealach eile a roghnú.
wallet-failed = Níor éirigh leis an tiachóg an t‑iarratas a fhreagairt. Níor seoladh aon rud. Is féidir leat triail eile a bhaint as le cód nua, nó bealach eile a roghnú.
wallet-expired = Ní oibríonn an nasc ná an cód a thuilleadh. Faigh cinn nua chun leanúint ar aghaidh.
wallet-code-expired = Ní oibríonn an cód a thuilleadh. Faigh ceann nua má tá an tiachóg ar ghléas eile.
wallet-in-another-browser = D’fhreagair an tiachóg, agus d’oscail sí cluaisín nó brabhsálaí eile. Lean ar aghaidh ansin, nó tosaigh arís anseo.
wallet-browser-title = Lig don bhrabhsálaí an tiachóg a aimsiú
wallet-browser-ask = Aimsigh an tiachóg
wallet-browser-hint = Taispeánann do bhrabhsálaí na tiachóga ar an ngléas seo, nó nascann sé le do ghuthán. Is ansin a shocraíonn tú cad a thaispeánfar.
wallet-browser-none = Níor fhreagair aon tiachóg. Bain triail eile as, nó úsáid bealach eile ar an leathanach seo.
wallet-card-expired = Tá an doiciméad a taispeánadh as dáta. Taispeáin ceann eile, nó roghnaigh bealach eile le logáil isteach.
wallet-card-revoked = Rinne an t‑eisitheoir an doiciméad a taispeánadh a chúlghairm nó a chur ar fionraí. Taispeáin ceann eile, nó roghnaigh bealach eile le logáil isteach.
wallet-not-taken = Níorbh fhéidir an rud a thaispeáin an tiachóg a úsáid. Bain triail eile as, nó roghnaigh bealach eile le logáil isteach.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Tá aithne againn ort
matched-body = Tá tú cláraithe anseo mar { $name }, le huimhir a chríochnaíonn le { $end }. Is féidir leat { $service } a úsáid, agus faigheann sé d’uimhir.
matched-body-alone = Tá tú cláraithe anseo mar { $name }, le huimhir a chríochnaíonn le { $end }. Is féidir leat { $service } a úsáid, agus ní fhaigheann sé d’uimhir.
matched-keep = An aithneoimid thú an chéad uair eile?
matched-keep-hint = Más mian leat, coinnímid cén uimhir is leatsa. Tá sí criptithe, agus ní osclaíonn ach do ríomhchéannacht féin í. Ansin ní chuirtear ceist ar an gclár arís nuair a logálann tú isteach.
matched-keep-until = Aithneoidh, go dtí { $date }
matched-keep-not = Ná coinnigh é
matched-none-title = Níor aimsíomar thú i measc na ndaoine atá cláraithe anseo
matched-none-body = Chruthaigh tú gur tusa { $name }. Níorbh fhéidir an méid a deir do ríomhchéannacht fút a mheaitseáil le duine amháin sa chlár.
matched-used = Cuireadh iad seo i gcomparáid
matched-differs = Difriúil sa chlár
matched-ways = Cad is féidir leat a dhéanamh
matched-link-title = An bhfuil ríomhchéannacht Ioruach agat?
matched-link-body = Logáil isteach léi uair amháin, agus beidh a fhios againn cén uimhir is leatsa. Ní gá logáil isteach { $in_country } arís. Déan an rud céanna má fuair tú ríomhchéannacht nua ó shin.
matched-link = Nasc le { $eid }
matched-update = Má tá rud éigin fút mícheart nó sean sa chlár, iarr go gceartófaí é agus logáil isteach arís ina dhiaidh sin.
matched-without = Lean ar aghaidh gan mheaitseáil
matched-as-new = Lean ar aghaidh mar úsáideoir nua
matched-without-hint = Má tá tú cláraithe cheana, ní bheidh a fhios ag { $service } gur tusa atá ann.
matched-not-linked = Níor nascadh aon rud: níl d’ainm ná do dháta breithe mar an gcéanna sa dá ríomhchéannacht.
matched-not-proven = Níor críochnaíodh an logáil isteach leis an ríomhchéannacht Ioruach. Níor nascadh aon rud.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Mo logálacha isteach
own-receipt = Admhálacha do logálacha isteach: cad a seoladh fút, cé chuige agus cén fáth
own-title = Mo logálacha isteach
own-intro = Seo do logálacha isteach féin sna 90 lá seo caite, agus cad a seoladh fút. Ní osclaíonn ach do ríomhchéannacht féin iad.
own-start = Logáil isteach agus féach orthu
own-list = Cad a seoladh
own-none = Níl aon logáil isteach le taispeáint.
own-when = Cathain
own-to = Chuig
own-with = Le
own-why = Cén fáth
own-why-login = Logáil tú isteach sa tseirbhís seo.
own-one = Taispeáin an admháil seo amháin, lena priontáil
own-all = Taispeáin mo logálacha isteach go léir
own-kept = Cad is féidir leat a chur ar ceal
own-kept-match = Coinnítear d’uimhir a chríochnaíonn le { $end } go dtí { $date }.
own-kept-from = { $country }: coinnítear d’uimhir do ríomhchéannacht ón tír sin go dtí { $date }.
own-end-match = Ná coinnigh a thuilleadh í
own-export = Sábháil mar chomhad (JSON)
own-code-title = Cabhair ón deasc tacaíochta
own-code-body = Faigh cód agus léigh amach é don deasc tacaíochta. Leis sin feiceann siad an liosta seo ar feadh 15 nóiméad, agus ní fheiceann siad aon rud eile fút.
own-code-get = Faigh cód
own-code = Do chód: { $code }. Oibríonn sé go dtí { $time }.
own-leave = Dún mo logálacha isteach
own-about = Cad a choinnímid
own-about-passed = Cuirtear an méid a deir do ríomhchéannacht fút ar aghaidh chuig an tseirbhís ina logálann tú isteach. Ní choinnímid é níos faide ná an logáil isteach.
own-about-yours = Is féidir leat féin deireadh a chur leo seo: do logáil isteach anseo, toilithe a mheabhraíonn do bhrabhsálaí, agus uimhir a lig tú dúinn a choinneáil. Scriostar liosta do logálacha isteach uaidh féin tar éis 90 lá. Tá gach rud criptithe, agus ní osclaíonn ach do ríomhchéannacht nó do bhrabhsálaí é.
own-about-law = Éilíonn an dlí loga de logálacha isteach, gan d’ainm ná d’uimhir.
own-about-journal = Má cuireadh i gcomparáid le clár thú, coinnítear an méid sin freisin, criptithe, ar feadh 6 go 12 mhí.
own-about-ask = Ar mhaith leat rud a scriosadh, nó a fháil amach cad atá againn fút? Fiafraigh anseo.

## The page of one’s own login here, and logging out.

session-link = Do logáil isteach anseo
session-title = Tá tú logáilte isteach anseo
session-by = { $minutes ->
    [one] Logáil tú isteach le { $eid } nóiméad amháin ó shin. Ligeann seirbhísí a úsáideann an logáil isteach seo isteach thú gan fiafraí arís, sa bhrabhsálaí seo, go dtí go dtagann deireadh léi.
    [two] Logáil tú isteach le { $eid } { $minutes } nóiméad ó shin. Ligeann seirbhísí a úsáideann an logáil isteach seo isteach thú gan fiafraí arís, sa bhrabhsálaí seo, go dtí go dtagann deireadh léi.
    [few] Logáil tú isteach le { $eid } { $minutes } nóiméad ó shin. Ligeann seirbhísí a úsáideann an logáil isteach seo isteach thú gan fiafraí arís, sa bhrabhsálaí seo, go dtí go dtagann deireadh léi.
    [many] Logáil tú isteach le { $eid } { $minutes } nóiméad ó shin. Ligeann seirbhísí a úsáideann an logáil isteach seo isteach thú gan fiafraí arís, sa bhrabhsálaí seo, go dtí go dtagann deireadh léi.
   *[other] Logáil tú isteach le { $eid } { $minutes } nóiméad ó shin. Ligeann seirbhísí a úsáideann an logáil isteach seo isteach thú gan fiafraí arís, sa bhrabhsálaí seo, go dtí go dtagann deireadh léi.
}
session-services = D’úsáid tú í le haghaidh:
session-logout = Logáil amach
session-logout-hint = Logáil amach má úsáideann daoine eile an ríomhaire seo freisin.
session-nobody-title = Níl tú logáilte isteach anseo
session-nobody-body = Ní ligeann aon seirbhís aon duine isteach sa bhrabhsálaí seo gan logáil isteach nua. D’fhéadfá a bheith logáilte isteach fós i seirbhís a d’úsáid tú roimhe seo: logáil amach ansin.
session-asks-title = Ar mhaith leat logáil amach?
session-asks-body = Iarrann { $service } deireadh a chur le do logáil isteach anseo.
session-asks-body-nameless = Iarrann leathanach deireadh a chur le do logáil isteach anseo.
session-stay = Fan logáilte isteach
session-out-title = Tá tú logáilte amach
session-out-body = Tá deireadh le do logáil isteach. Ní féidir le haon duine dul isteach i seirbhís léi sa bhrabhsálaí seo a thuilleadh.
session-was-not = Ní raibh tú logáilte isteach anseo roimhe seo ach an oiread.
session-closed = Cuireadh na seirbhísí seo ar an eolas:
session-open = D’fhéadfá a bheith logáilte isteach fós sna seirbhísí seo:
session-open-hint = Logáil amach ansin freisin, nó dún an brabhsálaí.
session-back = Lean ar aghaidh chuig: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Bain triail eile as: { $country }
error-other-country = Roghnaigh tír eile
error-back = Ar ais chuig: { $service }
error-look = Bain triail eile as
error-help = Faigh cabhair
error-reference = Uimhir thagartha
error-reference-hint = Tabhair an uimhir seo má théann tú i dteagmháil leis an deasc chabhrach. Ní deir sí aon rud fút.
error-cancelled = Stop tú an logáil isteach { $in_country }
    .body = Níor seoladh aon rud chuig { $service }.
    .advice = Is féidir leat dul ar ais chuig an tseirbhís, triail eile a bhaint as, nó tír eile a roghnú.
error-not-confirmed = Níor deimhníodh cé thú féin ({ $country })
    .body = B’fhéidir go raibh cód mícheart, go bhfuil do ríomhchéannacht faoi ghlas nó as dáta, nó gur stop tú ansin. Níor seoladh aon rud chuig { $service }.
    .advice = Bain triail eile as. Má tá do ríomhchéannacht faoi ghlas, níl ach a deasc chabhrach féin in ann í a oscailt.
error-peer-failed = Níor éirigh leis an logáil isteach ({ $country })
    .body = Chríochnaigh an logáil isteach { $in_country } le hearráid. Ní ortsa an locht, ná ar { $service }.
    .advice = Bain triail eile as. Má tharlaíonn sé arís, tá tuilleadh eolais ag deasc chabhrach do ríomhchéannachta.
error-level-too-low = Tá ríomhchéannacht níos láidre de dhíth
    .body = Ní shroicheann an ríomhchéannacht a d’úsáid tú an leibhéal dearbhaithe a iarrann { $service }.
    .advice = Bain triail eile as agus roghnaigh ríomhchéannacht níos láidre, má chuireann do thír ceann ar fáil.
error-answer-invalid = Níorbh fhéidir linn an freagra a úsáid ({ $country })
    .body = Níor éirigh leis an bhfreagra inár seiceálacha slándála, mar sin níor logálamar isteach thú. Ní ortsa an locht.
    .advice = Bain triail eile as. Má tharlaíonn sé arís, tabhair dúinn an uimhir thagartha thíos.
error-answer-late = Tháinig an freagra rómhall
    .body = Ar mhaithe le do shábháilteacht, níl freagra ó thír eile bailí ach ar feadh cúpla nóiméad.
    .advice = Bain triail eile as; ní gá duit an tír a roghnú arís.
error-answer-used = Úsáideadh an logáil isteach seo cheana
    .body = Ní féidir an freagra céanna a úsáid ach uair amháin. B’fhéidir gur athlódáil tú seanleathanach.
    .advice = Téigh ar ais chuig an tseirbhís. Mura bhfuil tú logáilte isteach ansin, tosaigh arís.
error-incomplete = Níor seoladh gach rud atá de dhíth ({ $country })
    .body = Bhí cuid de do bhunsonraí (ainm, dáta breithe, aitheantóir) in easnamh sa fhreagra, mar sin ní féidir linn thú a logáil isteach.
    .advice = Is féidir le deasc chabhrach do ríomhchéannachta a rá cé na sonraí a sheolann sí. Is féidir leat triail eile a bhaint as nó tír eile a roghnú.
error-representation = Ní féidir leat logáil isteach anseo ach thar do cheann féin
    .body = De réir an fhreagra ({ $country }), tá tú ag gníomhú thar ceann duine eile. Ní féidir le { $service } glacadh leis sin.
    .advice = Bain triail eile as agus logáil isteach thar do cheann féin.
error-another-level = Tá ríomhchéannacht eile de dhíth
    .body = Ní ghlacann { $service } ach le leibhéil dearbhaithe áirithe, agus bhí leibhéal eile ag do logáil isteach. Níor seoladh aon rud fút.
    .advice = Logáil isteach le ríomhchéannacht eile, nó téigh ar ais chuig an tseirbhís.
error-another-person = Ní tusa an duine a raibh an tseirbhís ag súil leis
    .body = D’iarr { $service } an duine a d’úsáid í roimhe seo, agus logáil tú isteach mar dhuine eile. Níor seoladh aon rud fút.
    .advice = Bain triail eile as le ríomhchéannacht an duine sin más leatsa í, nó téigh ar ais chuig an tseirbhís agus tosaigh arís ansin.
error-country-unavailable = Ní féidir teagmháil a dhéanamh leis an tír seo faoi láthair: { $country }
    .body = Níl nasc bailí againn leis an tseirbhís logála isteach { $in_country } faoi láthair. Ní ortsa an locht.
    .advice = Bain triail eile as níos déanaí, nó roghnaigh tír eile má tá ríomhchéannacht agat ansin.
error-country-suspended = Tá an logáil isteach { $in_country } dúnta go sealadach
    .body = Dúnadh an logáil isteach { $in_country } ar mhaithe le sábháilteacht nó cothabháil.
    .advice = Bain triail eile as níos déanaí, nó téigh ar ais chuig an tseirbhís.
error-abroad-suspended = Tá logáil isteach i seirbhísí { $in_country } dúnta go sealadach
    .body = Dúnadh í ar mhaithe le sábháilteacht nó cothabháil. Níor seoladh aon rud fút.
    .advice = Bain triail eile as níos déanaí, nó iarr bealach eile le logáil isteach ar an tseirbhís.
error-abroad-unavailable = Ní féidir linn thú a chur ar ais faoi láthair ({ $country })
    .body = Níl nasc bailí againn leis an tseirbhís logála isteach { $in_country } faoi láthair. Ní ortsa an locht. Níor seoladh aon rud fút.
    .advice = Téigh chuig an tseirbhís arís i gceann cúpla nóiméad agus tosaigh ansin.
error-cookie-missing = Ní aithnímid an brabhsálaí seo
    .body = Ní mór logáil isteach a chríochnú sa bhrabhsálaí céanna inar tosaíodh í, agus fianáin a bheith ceadaithe. Cosnaíonn sé sin thú ar dhaoine eile a dhéanann iarracht do logáil isteach a úsáid.
    .advice = Ceadaigh fianáin don suíomh seo, téigh ar ais chuig an tseirbhís, agus tosaigh arís ansin.
error-too-many-logins = Tá an iomarca logálacha isteach oscailte ag an am céanna
    .body = Cuireadh tús leis an oiread sin logálacha isteach sa bhrabhsálaí seo gur ghá an ceann is sine a dhúnadh. Bhí sé seo ar cheann acu.
    .advice = Téigh ar ais chuig an tseirbhís agus tosaigh arís.
error-flow-expired = Ghlac an logáil isteach an iomarca ama
    .body = Ar mhaithe le do shábháilteacht, ní mór logáil isteach a chríochnú laistigh de { $minutes } nóiméad.
    .advice = Téigh ar ais chuig an tseirbhís agus tosaigh arís.
error-flow-unknown = Níl an logáil isteach seo ann a thuilleadh
    .body = B’fhéidir gur oscail tú leabharmharc nó seanleathanach. Ní féidir logáil isteach a thosú ach ag an tseirbhís is mian leat a úsáid.
    .advice = Téigh chuig an tseirbhís agus logáil isteach ansin.
error-flow-finished = Tá an logáil isteach seo críochnaithe cheana
    .body = Cuireadh ar aghaidh cheana thú chuig: { $service }.
    .advice = Lean ar aghaidh ag an tseirbhís. Mura bhfuil tú logáilte isteach ansin, tosaigh arís.
error-foreign-request-invalid = Sheol seirbhís logála isteach na tíre eile rud nach féidir linn a úsáid
    .body = Níor éirigh lena hiarratas inár seiceálacha slándála, mar sin níor iarramar ort logáil isteach. Ní ortsa an locht.
    .advice = Téigh ar ais chuig an tseirbhís óna dtáinig tú agus bain triail eile as. Má tharlaíonn sé arís, inis don tseirbhís sin é.
error-foreign-request-late = Tá an t‑iarratas ón tír eile róshean
    .body = Ar mhaithe le do shábháilteacht, níl iarratas ar logáil isteach bailí ach ar feadh cúpla nóiméad. B’fhéidir gur oscail tú seanleathanach.
    .advice = Téigh ar ais chuig an tseirbhís óna dtáinig tú agus tosaigh arís.
error-foreign-request-used = Cuireadh tús leis an logáil isteach seo uair amháin cheana
    .body = Ní féidir an t‑iarratas céanna a úsáid ach uair amháin. B’fhéidir gur athlódáil tú seanleathanach.
    .advice = Téigh ar ais chuig an tseirbhís óna dtáinig tú agus tosaigh arís.
error-nothing-to-send = Ní féidir linn thú a logáil isteach ({ $country })
    .body = Chruthaigh tú cé thú féin, ach tá rud éigin atá éigeantach { $in_country } in easnamh: céadainm, sloinne, dáta breithe, nó leibhéal dearbhaithe aitheanta. Níor seoladh aon rud fút.
    .advice = Is féidir leat dul ar ais chuig an tseirbhís, a gcuirtear in iúl di nár éirigh leis an logáil isteach.
error-not-abroad = Níl ríomhchéannachtaí náisiúnta oscailte do thíortha eile
    .body = Níor tugadh fógra fós do thíortha eile na hEorpa faoi aon ríomhchéannacht náisiúnta anseo, nó tá siad ar fad dúnta. Dá bhrí sin níl aon rud le foilsiú ag an seoladh seo.
    .advice = Úsáid bealach eile le logáil isteach a chuireann an tseirbhís ar fáil.
error-not-for-people = Níl aon rud le feiceáil anseo
    .body = Faigheann an seoladh seo teachtaireachtaí idir seirbhísí logála isteach thíortha na hEorpa.
    .advice = Téigh chuig an tseirbhís is mian leat a úsáid agus logáil isteach ansin.
error-client-unknown = Níl aithne againn ar an tseirbhís a chuir anseo thú
    .body = Níl an tseirbhís cláraithe anseo, nó thug sí seoladh fillte mícheart. Dá bhrí sin ní féidir linn thú a chur ar ais go huathoibríoch.
    .advice = Inis don tseirbhís faoi seo. Is orthusan an locht, ní ortsa.
error-request-invalid = Sheol an tseirbhís rud nach féidir linn a úsáid
    .body = Tá earráid san iarratas ar logáil isteach ón tseirbhís. Ní ortsa an locht.
    .advice = Téigh ar ais chuig an tseirbhís agus bain triail eile as. Má tharlaíonn sé arís, inis don tseirbhís é.
error-logout-expired = Tá an cheist seo róshean
    .body = Ní mór iarratas ar logáil amach a fhreagairt laistigh de dheich nóiméad. Níor logáladh amach thú.
    .advice = Oscail “Do logáil isteach anseo” ag bun an leathanaigh seo chun logáil amach.
error-logout-hint = Níor logáladh amach thú: níl cruthúnas na seirbhíse ar do logáil isteach bailí
    .body = Sheol an tseirbhís comhartha aitheantais (id_token_hint) nár eisíomar di. Ní ortsa an locht.
    .advice = Oscail “Do logáil isteach anseo” ag bun an leathanaigh seo chun logáil amach. Má tharlaíonn sé arís, inis don tseirbhís é.
error-logout-invalid = Níor logáladh amach thú: sheol an tseirbhís rud nach féidir linn a úsáid
    .body = Tá earráid san iarratas ar logáil amach, nó tagann sé ó sheirbhís nach bhfuil aithne againn uirthi. Ní ortsa an locht.
    .advice = Oscail “Do logáil isteach anseo” ag bun an leathanaigh seo chun logáil amach. Má tharlaíonn sé arís, inis don tseirbhís é.
error-logout-return = Níor logáladh amach thú: thug an tseirbhís seoladh fillte mícheart
    .body = Níl an seoladh fillte tar éis logáil amach (post_logout_redirect_uri) cláraithe don tseirbhís, carachtar ar charachtar. Ní ortsa an locht.
    .advice = Oscail “Do logáil isteach anseo” ag bun an leathanaigh seo chun logáil amach. Má tharlaíonn sé arís, inis don tseirbhís é.
error-too-many-attempts = Rinneadh an iomarca iarrachtaí ar an logáil isteach seo
    .body = Cuireadh amach trí huaire thú sa logáil isteach seo gan freagra a fháil.
    .advice = Téigh ar ais chuig an tseirbhís agus tosaigh arís.
error-busy = Tá an iomarca daoine ag logáil isteach faoi láthair
    .body = Ní ghlacaimid le logálacha isteach nua ar feadh tamaill bhig. Ní ortsa an locht, agus ní chuireann sé isteach ar aon duine a thosaigh cheana.
    .advice = Fan beagán, téigh ar ais chuig an tseirbhís agus bain triail eile as.
error-not-found = Níl an leathanach seo ann
    .body = Tá an seoladh mícheart nó sean.
    .advice = Téigh chuig an tseirbhís is mian leat a úsáid agus logáil isteach ansin.
error-internal = Chuaigh rud éigin amú ar ár dtaobhna
    .body = Ní ortsa an locht. Níor seoladh aon rud chuig an tseirbhís.
    .advice = Bain triail eile as i gceann nóiméid. Má tharlaíonn sé arís, tabhair dúinn an uimhir thagartha thíos.
error-unavailable = Ní féidir linn aon duine a logáil isteach faoi láthair
    .body = Tá an tseirbhís logála isteach á hatosú nó tá fabht uirthi. Ní ortsa an locht.
    .advice = Bain triail eile as i gceann cúpla nóiméad.
