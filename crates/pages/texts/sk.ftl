### Slovak. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = služba
skip-to-content = Prejsť na obsah
language-switch = Jazyk
footer-help = Pomoc
footer-privacy = Ochrana osobných údajov
footer-accessibility = Vyhlásenie o prístupnosti
footer-get-eid = Ako získať eID
banner-demo = Demo Európa: všetko je tu simulované a všetky osoby sú vymyslené.
banner-test = Testovacie prostredie: nepoužívajte tu skutočné eID.
footer-unread = Tento preklad zatiaľ nečítal nikto, pre koho je slovenčina materinským jazykom. Napíšte nám, čo treba zlepšiť.
steps-label = Kroky vášho prihlásenia
step-country = Výber krajiny
step-home = Prihlásenie vo vašej krajine
step-back = Späť k službe
time-left-title = Potrebujete viac času?
time-left-body = Vaše prihlásenie sa tu skončí asi o dve minúty. Môžete získať viac času a o nič neprídete.
time-left-more = Chcem viac času
time-left-last = Vaše prihlásenie tu sa skončí približne o dve minúty a viac sa už nedá predĺžiť. Dokončite ho teraz alebo sa vráťte k službe a začnite znova.
eu-institutions = inštitúcie EÚ
logging-in-to = Prihlasujete sa do služby: { $service }
service-of = Poskytovateľ služby: { $organisation }
next = Ďalej
cancel = Zrušiť
cancel-back-to = Zrušiť a vrátiť sa do služby: { $service }

## The page where one chooses how to log in.

chooser-title = Ako sa chcete prihlásiť?
chooser-legend = Vyberte svoju elektronickú identitu
chooser-eidas = Európske eID
chooser-eidas-hint = Použite elektronickú identitu svojej krajiny v EÚ alebo EHP.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Vyberte krajinu svojho eID
country-intro = Prihlásite sa elektronickou identitou, ktorú používate doma. Presmerujeme vás do vašej krajiny a potom sa vrátite sem.
country-level = { $service } vyžaduje eID s úrovňou zabezpečenia „{ $level }“ alebo vyššou.
country-level-highest = { $service } vyžaduje eID s úrovňou zabezpečenia „{ $level }“, ktorá je najvyššia.
country-eids = Môžete použiť: { $eids }
country-more = Služba o vás žiada aj tieto údaje. Odošlú sa, len ak ich vaša krajina má, a prihlásiť sa môžete aj bez nich.
country-companies = Táto služba je pre spoločnosti a iné organizácie. Vo svojej krajine sa prihlásite za jednu z nich: odošle sa jej názov a identifikátor.
country-companies-acting = Ak za ňu konáte, odošle sa aj vaše meno, dátum narodenia a identifikátor.
country-companies-alone = Tu funguje len elektronická identita samotnej organizácie: so svojou za ňu konať nemôžete.
country-companies-more = Služba žiada aj tieto údaje o organizácii. Odošlú sa, len ak ich vaša krajina má, a prihlásiť sa môžete aj bez nich.
country-legend = Krajiny, ktoré môžete vybrať
country-search = Hľadať krajinu
country-search-button = Hľadať
country-show-all = Zobraziť všetky krajiny
country-none = Výrazu „{ $query }“ nezodpovedá žiadna krajina.
country-count = { $count ->
    [one] Jedna krajina
    [few] { $count } krajiny
   *[other] { $count } krajín
}
country-choose-first = Skôr ako budete pokračovať, vyberte krajinu.
country-not-possible = Túto krajinu teraz nemožno použiť na toto prihlásenie. Vyberte inú.
country-unavailable-legend = Krajiny, ktoré teraz nemožno použiť
country-suggested = Návrh pre vás
country-last-time = Naposledy vybraná na tomto zariadení
country-forget = Zabudnúť môj výber
country-by-service = Navrhla služba
country-by-language = Navrhnuté podľa jazyka vášho prehliadača
country-not-connected = Túto krajinu tu zatiaľ nemožno vybrať: { $country }.
country-failing = Veľa prihlásení z tejto krajiny sa práve nedarí
country-missing-title = Moja krajina tu nie je
country-missing-body = Môžete vybrať krajiny s uznaným eID, ktoré sú k nám pripojené. Vaša krajina môže byť pripojená neskôr. Ak máte eID z inej krajiny, môžete použiť to. Inak sa vráťte a opýtajte sa služby na iný spôsob.
reason-level = Nemá eID s požadovanou úrovňou
reason-service-unknown = Služba nie je pre túto krajinu zaregistrovaná
reason-incomplete = Táto krajina neposkytuje údaje potrebné na prihlásenie
reason-unavailable = S touto krajinou sa nevieme spojiť
reason-starting = Práve sa pripája; skúste to o chvíľu znova
reason-suspended = Dočasne uzavreté
since = od { $time }
level-low = nízka
level-substantial = pokročilá
level-high = vysoká

## The page that leads to the other country.

send-title = Presmerujeme vás: { $country }
send-body = Tam sa prihlásite svojím eID. Potom sa sem automaticky vrátite.
send-button = Pokračovať: { $country }
send-time-limit = { $minutes ->
    [one] Na prihlásenie máte asi jednu minútu.
    [few] Na prihlásenie máte asi { $minutes } minúty.
   *[other] Na prihlásenie máte asi { $minutes } minút.
}
send-again-title = Vrátili ste sa bez prihlásenia { $in_country }?
send-again-body = Raz sme vás tam už presmerovali. Môžete to skúsiť znova alebo vybrať inú krajinu.
send-choose-another = Vybrať inú krajinu

## The page that leads back to the service.

continue-title = Prihlásenie je hotové
continue-body = Presmerujeme vás späť do služby: { $service }.
continue-button = Pokračovať do služby: { $service }
wait-title = Chvíľu strpenia
wait-body = Vaše prihlásenie sa ešte kontroluje. O chvíľu stlačte tlačidlo.
wait-button = Pozrieť znova

## Too many log in at once, and a place in the queue is kept.

queue-title = Ste v rade
queue-body = Práve sa prihlasuje veľa ľudí. Svoje miesto máte, kým je táto stránka otvorená, a keď prídete na rad, stránka bude pokračovať sama.
queue-press = Práve sa prihlasuje veľa ľudí. Svoje miesto máte. Keď prídete na rad, stlačte tlačidlo.
queue-minutes = { $minutes ->
    [one] Potrvá to asi jednu minútu.
    [few] Potrvá to asi { $minutes } minúty.
   *[other] Potrvá to asi { $minutes } minút.
}

## Whom one can ask when something did not work.

contact-title = Koho sa môžete opýtať
contact-country = Podpora pre eID { $in_country }
contact-eid = Podpora: { $eid }
contact-service = Podpora služby: { $service }
contact-ours = Podpora tejto prihlasovacej služby
contact-phone = Telefón
contact-email = E‑mail
contact-web = Webová stránka
contact-hours = Prevádzkový čas
contact-languages = Jazyky

## The front page, for whom came here by chance.

front-title = Prihlasovanie cez hranice Európy
front-body = Toto je prihlasovacia brána. Ľudia sem prichádzajú z verejnej služby, ktorú chcú použiť, nie priamo. Prejdite do služby a zvoľte prihlásenie tam.
front-developers = Pre tých, ktorí pripájajú službu alebo krajinu

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] v Rakúsku
    [BE] v Belgicku
    [BG] v Bulharsku
    [CY] na Cypre
    [CZ] v Česku
    [DE] v Nemecku
    [DK] v Dánsku
    [EE] v Estónsku
    [EL] v Grécku
    [ES] v Španielsku
    [EU] v inštitúciách EÚ
    [FI] vo Fínsku
    [FR] vo Francúzsku
    [HR] v Chorvátsku
    [HU] v Maďarsku
    [IE] v Írsku
    [IS] na Islande
    [IT] v Taliansku
    [LI] v Lichtenštajnsku
    [LT] v Litve
    [LU] v Luxembursku
    [LV] v Lotyšsku
    [MT] na Malte
    [NL] v Holandsku
    [NO] v Nórsku
    [PL] v Poľsku
    [PT] v Portugalsku
    [RO] v Rumunsku
    [SE] vo Švédsku
    [SI] v Slovinsku
    [SK] na Slovensku
   *[other] v krajine { $country }
}

## The page that shows what would be sent to another country.

consent-title = Odoslať vaše údaje prihlasovacej službe { $in_country }?
consent-body = { $service } sa pýta, kto ste. Ak súhlasíte, tieto údaje sa odošlú prihlasovacej službe { $in_country }, ktorá ich odovzdá službe: { $service }. Zatiaľ sa nič neodoslalo.
consent-unnotified = Len v teste: { $eid } nie je schválené na použitie v iných krajinách.
consent-caption = Čo sa odošle
consent-level = Úroveň zabezpečenia
consent-level-value = { $level }, prostredníctvom { $eid }
consent-level-why = Aby služba vedela, ako bezpečne ste sa prihlásili.
consent-unsent-title = Čo sa neodošle
consent-unsent-number = Vaše národné identifikačné číslo. Príjemca ({ $country }) dostane identifikátor vytvorený len pre neho.
consent-unsent-asked = O čo služba ešte žiadala:
consent-unsent-rest = Čokoľvek iné o vás, napríklad čo robíte inde.
consent-once = Vaša odpoveď platí len pre toto prihlásenie.
consent-if-declined = Ak odmietnete, vrátite sa do služby, ktorá sa o vás nič nedozvie.
consent-approve = Odoslať a prihlásiť sa
consent-not-me = To nie som ja
consent-not-me-hint = Sú to údaje niekoho iného? Zvoľte „To nie som ja“. Nič sa neodošle a môžete sa prihlásiť svojím eID.
consent-decline = Neodosielať
consent-changed = Údaje sa zmenili, odkedy ste ich videli. Prečítajte si ich, prosím, znova.
consent-remember = { $days ->
    [one] V tomto prehliadači sa ma jeden deň znova nepýtať, keď rovnaké údaje žiada { $service }.
    [few] V tomto prehliadači sa ma { $days } dni znova nepýtať, keď rovnaké údaje žiada { $service }.
   *[other] V tomto prehliadači sa ma { $days } dní znova nepýtať, keď rovnaké údaje žiada { $service }.
}
consent-remember-hint = Svojím eID sa aj tak prihlásite zakaždým. Ak sa niečo zmení, opýtame sa znova. Nezaškrtávajte to na počítači, ktorý používajú aj iní.
consent-remembered = Tento prehliadač si pamätá služby, ktorým ste už dali súhlas.
consent-forget = Pýtať sa ma zakaždým
consent-identifier = Identifikátor
consent-identifier-why = Aby vás služba nabudúce spoznala.
consent-family-name = Priezvisko
consent-given-name = Meno
consent-name-why = Aby vás služba mohla osloviť a nájsť váš prípad.
consent-birthdate = Dátum narodenia
consent-birthdate-why = Aby si vás služba nepomýlila s inými ľuďmi s rovnakým menom.
consent-birth-name = Meno a priezvisko pri narodení
consent-birthplace = Miesto narodenia
consent-birth-country = Krajina narodenia
consent-birth-town = Obec narodenia
consent-address = Adresa
consent-gender = Pohlavie
consent-phone = Telefónne číslo
consent-email = E‑mailová adresa
consent-nationality = Štátna príslušnosť
consent-residence = Krajina bydliska
consent-e-justice-role = Rola v systéme e-Justice
consent-legal-name = Názov spoločnosti alebo organizácie
consent-legal-identifier = Identifikátor spoločnosti alebo organizácie
consent-vat = Identifikačné číslo pre DPH
consent-tax = Daňové číslo
consent-eu-identifier = Európsky identifikátor spoločnosti (EUID)
consent-lei = Identifikátor právnickej osoby (LEI)
consent-eori = Colné číslo (EORI)
consent-excise = Číslo pre spotrebnú daň (SEED)
consent-sic = Kód odvetvia (SIC)
consent-asked-why = Služba o to požiadala.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Prihlásenie do služby { $in_country }
national-abroad-body = { $service } { $in_country } sa pýta, kto ste. Prihlásite sa nórskym eID. Skôr ako sa čokoľvek odošle, uvidíte, čo to je, a môžete odmietnuť.
national-some-service = Služba
national-nameless = služba { $in_country }
national-level = Potrebné je eID s úrovňou zabezpečenia „{ $level }“ alebo vyššou.
national-level-highest = Potrebné je eID s úrovňou zabezpečenia „{ $level }“, ktorá je najvyššia.
national-nobody = Na toto prihlásenie teraz nemožno použiť žiadne eID.
national-greyed-legend = eID, ktoré teraz nemožno použiť
national-why-planned = Zatiaľ neschválené na použitie v iných krajinách
national-why-pre-notified = Schvaľovanie na použitie v iných krajinách prebieha
national-why-level = Nedosahuje potrebnú úroveň
national-why-no-terms = Chýba dohoda o používaní súkromnými spoločnosťami { $in_country }
national-why-suspended = Dočasne uzavreté
national-why-unavailable = Práve neodpovedá
national-unnotified = Len v teste: neschválené na použitie v iných krajinách
national-choose-first = Skôr ako budete pokračovať, vyberte eID.
national-not-possible = Toto eID teraz nemožno použiť na toto prihlásenie. Vyberte iné.
national-just-failed = { $eid } práve neodpovedá. Vyberte iné eID alebo to o chvíľu skúste znova.
national-step-up = Ste prihlásení, ale s nižšou úrovňou, než vyžaduje { $service }. Prihláste sa znova silnejším eID.
national-persons-title = Vyberte testovaciu osobu
national-persons-warning = Len v teste: ktokoľvek sa môže prihlásiť ako ktorákoľvek z nich. Žiadna z nich neexistuje.
national-persons-legend = Kým chcete byť?
national-persons-choose-first = Skôr ako budete pokračovať, vyberte testovaciu osobu.
national-persons-another = Prihlásiť sa iným spôsobom
national-try-again = Skúsiť znova: { $eid }
national-another = Vybrať iné eID
national-cancelled = Prihlásenie bolo zastavené: { $eid }
    .body = Buď ste prihlásenie zrušili, alebo { $eid } nepotvrdilo, kto ste. Službe { $service } sa nič neodoslalo.
    .advice = Môžete to skúsiť znova, vybrať iné eID alebo sa vrátiť do služby.
national-failed = Prihlásenie sa nepodarilo: { $eid }
    .body = Prihlásenie ({ $eid }) sa skončilo chybou. Nie je to vaša chyba ani chyba služby { $service }.
    .advice = Skúste to znova alebo vyberte iné eID.
national-level-too-low = Potrebujete silnejšie eID
    .body = Prihlásenie ({ $eid }) nedosahuje úroveň zabezpečenia, ktorú vyžaduje { $service }.
    .advice = Vyberte silnejšie eID.
national-answer-invalid = Odpoveď sa nedala použiť: { $eid }
    .body = Odpoveď neprešla našimi bezpečnostnými kontrolami, preto sme vás neprihlásili. Nie je to vaša chyba.
    .advice = Skúste to znova. Ak sa to zopakuje, oznámte nám referenčný kód uvedený nižšie.
national-answer-late = Musíte sa prihlásiť znova: { $eid }
    .body = Prihlásenie musí prebehnúť teraz; skoršie sa použiť nedá. Odpoveď ({ $eid }) sa týkala staršieho prihlásenia.
    .advice = Skúste to znova a prihláste sa nanovo, keď vás o to požiadajú.
national-incomplete = Neprišlo všetko, čo je potrebné: { $eid }
    .body = Niektoré vaše základné údaje (meno, dátum narodenia, národné číslo) v odpovedi chýbali alebo boli nesprávne, preto vás nemôžeme prihlásiť.
    .advice = Vyberte iné eID alebo sa opýtajte podpory toho, ktoré ste použili.
national-not-notified = Použité eID zatiaľ nemožno používať v iných krajinách
    .body = Prihlásili ste sa ({ $eid }), ale pomocou eID, ktoré nie je schválené na použitie v iných krajinách. Službe { $service } sa nič neodoslalo.
    .advice = Skúste to znova a vyberte tam schválené eID.
national-suspended = Dočasne uzavreté: { $eid }
    .body = Prihlasovanie ({ $eid }) je z bezpečnostných dôvodov alebo pre údržbu uzavreté.
    .advice = Vyberte iné eID alebo to skúste neskôr.
national-unavailable = Práve neodpovedá: { $eid }
    .body = Spojenie sa nedá nadviazať: { $eid }. Nie je to vaša chyba ani chyba služby { $service }.
    .advice = Vyberte iné eID alebo to skúste o niekoľko minút.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitálna peňaženka
wallet-description = Preukaz totožnosti vo vašej európskej peňaženke
wallet-title = Prihlásenie digitálnou peňaženkou
wallet-body = Od vašej peňaženky sa vyžiada meno, dátum narodenia, krajina a národné identifikačné číslo, aby služba { $service } vedela, kto ste. To isté uvidíte v peňaženke a tam sa rozhodnete.
wallet-privacy = Tieto údaje odovzdáme službe { $service } a neuchovávame ich.
wallet-here-title = Peňaženka je v tomto zariadení
wallet-open = Otvoriť peňaženku
wallet-open-other = Otvoriť inú peňaženku
wallet-here-hint = { $minutes ->
    [one] Odkaz platí jednu minútu. Potom sa sem automaticky vrátite.
    [few] Odkaz platí { $minutes } minúty. Potom sa sem automaticky vrátite.
   *[other] Odkaz platí { $minutes } minút. Potom sa sem automaticky vrátite.
}
wallet-elsewhere-title = Peňaženka je v inom zariadení
wallet-scan = Naskenujte kód peňaženkou. Skenujte len kód na stránke, ktorú ste sami otvorili.
wallet-scan-hint = { $minutes ->
    [one] Kód platí jednu minútu. Kedykoľvek môžete získať nový.
    [few] Kód platí { $minutes } minúty. Kedykoľvek môžete získať nový.
   *[other] Kód platí { $minutes } minút. Kedykoľvek môžete získať nový.
}
wallet-qr-alternative = QR kód, ktorý otvorí peňaženku v inom zariadení. Rovnaký odkaz je nižšie ako text.
wallet-copy = Nemôžete kód naskenovať?
wallet-copy-label = Skopírujte odkaz a otvorte ho v zariadení, v ktorom je peňaženka:
wallet-approved = Potvrdené, pokračovať
wallet-new-code = Získať nový odkaz a kód
wallet-another = Vybrať iný spôsob prihlásenia
wallet-not-yet = Z peňaženky zatiaľ neprišla odpoveď. Najprv potvrďte v peňaženke.
wallet-refused = Odpoveď v peňaženke bola nie. Nič sa neodoslalo. Môžete to skúsiť znova s novým kódom alebo vybrať iný spôsob.
wallet-failed = Peňaženka nemohla na žiadosť odpovedať. Nič sa neodoslalo. Môžete to skúsiť znova s novým kódom alebo vybrať iný spôsob.
wallet-expired = Odkaz ani kód už neplatia. Ak chcete pokračovať, získajte nové.
wallet-code-expired = Kód už neplatí. Ak je peňaženka v inom zariadení, získajte nový.
wallet-in-another-browser = Peňaženka odpovedala a otvorila inú kartu alebo prehliadač. Pokračujte tam alebo tu začnite znova.
wallet-browser-title = Nechať prehliadač nájsť peňaženku
wallet-browser-ask = Nájsť peňaženku
wallet-browser-hint = Prehliadač zobrazí peňaženky v tomto zariadení alebo sa spojí s vaším telefónom. Tam rozhodnete, čo sa ukáže.
wallet-browser-none = Žiadna peňaženka neodpovedala. Skúste to znova alebo použite iný spôsob na tejto stránke.
wallet-card-expired = Predložený preukaz už neplatí. Predložte iný alebo vyberte iný spôsob prihlásenia.
wallet-card-revoked = Predložený preukaz jeho vydavateľ zneplatnil alebo pozastavil. Predložte iný alebo vyberte iný spôsob prihlásenia.
wallet-not-taken = To, čo peňaženka predložila, sa nedalo použiť. Skúste to znova alebo vyberte iný spôsob prihlásenia.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Spoznali sme vás
matched-body = Ste tu registrovaní ako { $name }, s číslom, ktoré sa končí na { $end }. Môžete používať službu { $service }, ktorá dostane vaše číslo.
matched-body-alone = Ste tu registrovaní ako { $name }, s číslom, ktoré sa končí na { $end }. Môžete používať službu { $service }, ktorá vaše číslo nedostane.
matched-keep = Máme vás nabudúce spoznať?
matched-keep-hint = Ak chcete, uchováme, ktoré číslo je vaše. Je zašifrované a otvorí ho len vaše vlastné eID. Pri ďalšom prihlásení sa potom registra znova nepýtame.
matched-keep-until = Áno, do { $date }
matched-keep-not = Nie, neuchovávať
matched-none-title = Nenašli sme vás medzi tými, ktorí sú tu registrovaní
matched-none-body = Preukázali ste, že ste { $name }. Čo o vás hovorí vaše eID, sa nepodarilo priradiť jednej osobe v registri.
matched-used = Toto sa porovnalo
matched-differs = V registri je to inak
matched-ways = Čo môžete urobiť
matched-link-title = Máte nórske eID?
matched-link-body = Prihláste sa ním raz a budeme vedieť, ktoré číslo je vaše. Znova sa prihlasovať { $in_country } nemusíte. Urobte to isté, ak máte od minula nové eID.
matched-link = Prepojiť cez { $eid }
matched-update = Ak je v registri niektorý váš údaj chybný alebo zastaraný, požiadajte o opravu a potom sa prihláste znova.
matched-without = Pokračovať bez priradenia
matched-as-new = Pokračovať ako nový používateľ
matched-without-hint = Ak už ste registrovaní, { $service } nebude vedieť, že ste to vy.
matched-not-linked = Nič sa neprepojilo: vaše meno alebo dátum narodenia nie je v oboch eID rovnaké.
matched-not-proven = Prihlásenie nórskym eID sa nedokončilo. Nič sa neprepojilo.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Moje prihlásenia
own-receipt = Potvrdenia o prihláseniach: čo sa o vás poslalo, komu a prečo
own-title = Moje prihlásenia
own-intro = Tu vidíte svoje prihlásenia za posledných 90 dní a čo sa o vás poslalo. Otvorí ich len vaše vlastné eID.
own-start = Prihlásiť sa a zobraziť
own-list = Čo sa poslalo
own-none = Nie sú žiadne prihlásenia na zobrazenie.
own-when = Kedy
own-to = Komu
own-with = Pomocou
own-why = Prečo
own-why-login = Prihlásili ste sa do tejto služby.
own-one = Zobraziť len toto potvrdenie, na vytlačenie
own-all = Zobraziť všetky moje prihlásenia
own-kept = Čo môžete ukončiť
own-kept-match = Vaše číslo, ktoré sa končí na { $end }, sa uchováva do { $date }.
own-kept-from = { $country }: vaše číslo sa uchováva pre tamojšie eID do { $date }.
own-end-match = Už neuchovávať
own-export = Uložiť ako súbor (JSON)
own-code-title = Pomoc podpory
own-code-body = Získajte kód a prečítajte ho podpore. S ním uvidí tento zoznam 15 minút a nič iné o vás.
own-code-get = Získať kód
own-code = Váš kód: { $code }. Platí do { $time }.
own-leave = Zavrieť moje prihlásenia
own-about = Čo uchovávame
own-about-passed = Čo o vás hovorí vaše eID, odovzdávame službe, do ktorej sa prihlasujete. Nemáme to dlhšie, než prihlásenie trvá.
own-about-yours = Sami môžete ukončiť: prihlásenie tu, súhlasy, ktoré si pamätá váš prehliadač, a číslo, ktoré ste nám dovolili uchovať. Zoznam prihlásení sa po 90 dňoch vymaže sám. Všetko je zašifrované a otvorí to len vaše eID alebo váš prehliadač.
own-about-law = Zákon nám ukladá viesť záznam prihlásení, bez vášho mena a čísla.
own-about-journal = Ak ste boli porovnaní s registrom, uchováva sa aj to, čo sa porovnalo, zašifrovane, 6 až 12 mesiacov.
own-about-ask = Chcete niečo vymazať alebo vedieť, čo o vás máme? Opýtajte sa tu.

## The page of one’s own login here, and logging out.

session-link = Vaše prihlásenie tu
session-title = Ste tu prihlásení
session-by = { $minutes ->
    [one] Pred minútou ste sa prihlásili ({ $eid }). Služby, ktoré toto prihlásenie používajú, vás v tomto prehliadači pustia ďalej bez ďalšej otázky, kým sa prihlásenie neskončí.
    [few] Pred { $minutes } minútami ste sa prihlásili ({ $eid }). Služby, ktoré toto prihlásenie používajú, vás v tomto prehliadači pustia ďalej bez ďalšej otázky, kým sa prihlásenie neskončí.
   *[other] Pred { $minutes } minútami ste sa prihlásili ({ $eid }). Služby, ktoré toto prihlásenie používajú, vás v tomto prehliadači pustia ďalej bez ďalšej otázky, kým sa prihlásenie neskončí.
}
session-services = Použili ste ho pre:
session-logout = Odhlásiť sa
session-logout-hint = Odhláste sa, ak tento počítač používajú aj iní.
session-nobody-title = Nie ste tu prihlásení
session-nobody-body = Žiadna služba v tomto prehliadači nikoho nepustí ďalej bez nového prihlásenia. V službe, ktorú ste použili skôr, môžete byť stále prihlásení: odhláste sa tam.
session-asks-title = Chcete sa odhlásiť?
session-asks-body = { $service } žiada o ukončenie vášho prihlásenia tu.
session-asks-body-nameless = Stránka žiada o ukončenie vášho prihlásenia tu.
session-stay = Zostať prihlásení
session-out-title = Ste odhlásení
session-out-body = Vaše prihlásenie sa skončilo. V tomto prehliadači sa s ním už nikto do žiadnej služby nedostane.
session-was-not = Ani predtým ste tu neboli prihlásení.
session-closed = Tieto služby sme informovali:
session-open = V týchto službách môžete byť stále prihlásení:
session-open-hint = Odhláste sa aj tam alebo zatvorte prehliadač.
session-back = Pokračovať do služby: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Skúsiť znova: { $country }
error-other-country = Vybrať inú krajinu
error-back = Späť do služby: { $service }
error-look = Skúsiť znova
error-help = Získať pomoc
error-reference = Referenčný kód
error-reference-hint = Uveďte tento kód, ak sa obrátite na podporu. Nič o vás neprezrádza.
error-cancelled = Prihlásenie { $in_country } ste zastavili
    .body = Službe { $service } sa nič neodoslalo.
    .advice = Môžete sa vrátiť do služby, skúsiť to znova alebo vybrať inú krajinu.
error-not-confirmed = Nebolo potvrdené, kto ste ({ $country })
    .body = Možno bol kód nesprávny, vaše eID je zablokované alebo neplatné, alebo ste tam prihlásenie prerušili. Službe { $service } sa nič neodoslalo.
    .advice = Skúste to znova. Ak je vaše eID zablokované, odblokovať ho môže len jeho vlastná podpora.
error-peer-failed = Prihlásenie sa nepodarilo ({ $country })
    .body = Prihlásenie { $in_country } sa skončilo chybou. Nie je to vaša chyba ani chyba služby { $service }.
    .advice = Skúste to znova. Ak sa to zopakuje, viac vie podpora vášho eID.
error-level-too-low = Je potrebné silnejšie eID
    .body = Použité eID nedosahuje úroveň zabezpečenia, ktorú vyžaduje { $service }.
    .advice = Skúste to znova so silnejším eID, ak ho vaša krajina ponúka.
error-answer-invalid = Odpoveď sa nedala použiť ({ $country })
    .body = Odpoveď neprešla našimi bezpečnostnými kontrolami, preto sme vás neprihlásili. Nie je to vaša chyba.
    .advice = Skúste to znova. Ak sa to zopakuje, oznámte nám referenčný kód uvedený nižšie.
error-answer-late = Odpoveď prišla príliš neskoro
    .body = Pre vašu bezpečnosť platí odpoveď z inej krajiny len niekoľko minút.
    .advice = Skúste to znova; krajinu už vyberať nemusíte.
error-answer-used = Toto prihlásenie sa už použilo
    .body = Rovnakú odpoveď možno použiť len raz. Možno ste znova načítali starú stránku.
    .advice = Vráťte sa do služby. Ak tam nie ste prihlásení, začnite znova.
error-incomplete = Neprišlo všetko, čo je potrebné ({ $country })
    .body = Niektoré vaše základné údaje (meno, dátum narodenia, identifikátor) v odpovedi chýbali, preto vás nemôžeme prihlásiť.
    .advice = Podpora vášho eID vie, ktoré údaje odosiela. Môžete to skúsiť znova alebo vybrať inú krajinu.
error-representation = Tu sa môžete prihlásiť len sami za seba
    .body = Podľa odpovede ({ $country }) konáte v mene niekoho iného. { $service } to nemôže prijať.
    .advice = Skúste to znova a prihláste sa sami za seba.
error-another-level = Je potrebné iné eID
    .body = { $service } prijíma len určité úrovne zabezpečenia a vaše prihlásenie malo inú. Nič o vás sa neodoslalo.
    .advice = Prihláste sa iným eID alebo sa vráťte do služby.
error-another-person = Nie ste osoba, ktorú služba očakávala
    .body = Služba { $service } sa pýtala na osobu, ktorá ju použila predtým, a vy ste sa prihlásili ako niekto iný. Nič o vás sa neodoslalo.
    .advice = Ak eID tej osoby patrí vám, skúste to s ním znova, alebo sa vráťte do služby a začnite tam znova.
error-country-unavailable = S touto krajinou sa teraz nevieme spojiť: { $country }
    .body = Momentálne nemáme platné spojenie s prihlasovacou službou { $in_country }. Nie je to vaša chyba.
    .advice = Skúste to neskôr alebo vyberte inú krajinu, ak tam máte eID.
error-country-suspended = Prihlásenie { $in_country } je dočasne uzavreté
    .body = Prihlásenie { $in_country } bolo z bezpečnostných dôvodov alebo pre údržbu uzavreté.
    .advice = Skúste to neskôr alebo sa vráťte do služby.
error-abroad-suspended = Prihlásenie do služieb { $in_country } je dočasne uzavreté
    .body = Bolo uzavreté z bezpečnostných dôvodov alebo pre údržbu. Nič o vás sa neodoslalo.
    .advice = Skúste to neskôr alebo sa opýtajte služby na iný spôsob prihlásenia.
error-abroad-unavailable = Teraz vás nemôžeme presmerovať späť ({ $country })
    .body = Momentálne nemáme platné spojenie s prihlasovacou službou { $in_country }. Nie je to vaša chyba. Nič o vás sa neodoslalo.
    .advice = O niekoľko minút prejdite znova do služby a začnite odtiaľ.
error-cookie-missing = Tento prehliadač nepoznáme
    .body = Prihlásenie sa musí skončiť v tom istom prehliadači, v ktorom sa začalo, a súbory cookie musia byť povolené. Chráni vás to pred tým, aby vaše prihlásenie použil niekto iný.
    .advice = Povoľte pre túto stránku súbory cookie, vráťte sa do služby a začnite tam znova.
error-too-many-logins = Je otvorených príliš veľa prihlásení naraz
    .body = V tomto prehliadači sa začalo toľko prihlásení, že najstaršie sa muselo uzavrieť. Toto bolo jedno z nich.
    .advice = Vráťte sa do služby a začnite znova.
error-flow-expired = Prihlásenie trvalo príliš dlho
    .body = Pre vašu bezpečnosť sa prihlásenie musí dokončiť do { $minutes } minút.
    .advice = Vráťte sa do služby a začnite znova.
error-flow-unknown = Toto prihlásenie už neexistuje
    .body = Možno ste otvorili záložku alebo starú stránku. Prihlásenie sa môže začať len v službe, ktorú chcete použiť.
    .advice = Prejdite do služby a prihláste sa odtiaľ.
error-flow-finished = Toto prihlásenie sa už skončilo
    .body = Už sme vás presmerovali do služby: { $service }.
    .advice = Pokračujte v službe. Ak tam nie ste prihlásení, začnite znova.
error-foreign-request-invalid = Prihlasovacia služba inej krajiny poslala niečo, čo nemôžeme použiť
    .body = Jej žiadosť neprešla našimi bezpečnostnými kontrolami, preto sme vás nepožiadali o prihlásenie. Nie je to vaša chyba.
    .advice = Vráťte sa do služby, z ktorej ste prišli, a skúste to znova. Ak sa to zopakuje, oznámte to tej službe.
error-foreign-request-late = Žiadosť z inej krajiny je príliš stará
    .body = Pre vašu bezpečnosť platí žiadosť o prihlásenie len niekoľko minút. Možno ste otvorili starú stránku.
    .advice = Vráťte sa do služby, z ktorej ste prišli, a začnite znova.
error-foreign-request-used = Toto prihlásenie sa už raz začalo
    .body = Rovnakú žiadosť možno použiť len raz. Možno ste znova načítali starú stránku.
    .advice = Vráťte sa do služby, z ktorej ste prišli, a začnite znova.
error-nothing-to-send = Nemôžeme vás prihlásiť ({ $country })
    .body = Preukázali ste, kto ste, ale chýba niečo, čo je { $in_country } povinné: meno, priezvisko, dátum narodenia alebo uznaná úroveň zabezpečenia. Nič o vás sa neodoslalo.
    .advice = Môžete sa vrátiť do služby, ktorá sa dozvie, že sa prihlásenie nepodarilo.
error-not-abroad = Národné eID nie sú otvorené pre iné krajiny
    .body = Ostatným európskym krajinám zatiaľ nebolo odtiaľto oznámené žiadne národné eID alebo sú všetky uzavreté. Preto na tejto adrese nie je čo zverejniť.
    .advice = Použite iný spôsob prihlásenia, ktorý služba ponúka.
error-not-for-people = Tu nie je čo vidieť
    .body = Táto adresa prijíma správy medzi prihlasovacími službami európskych krajín.
    .advice = Prejdite do služby, ktorú chcete použiť, a prihláste sa odtiaľ.
error-client-unknown = Nepoznáme službu, ktorá vás sem poslala
    .body = Služba tu nie je zaregistrovaná alebo uviedla nesprávnu adresu návratu. Preto vás nemôžeme vrátiť automaticky.
    .advice = Oznámte to službe. Chyba je na jej strane, nie na vašej.
error-request-invalid = Služba poslala niečo, čo nemôžeme použiť
    .body = Žiadosť služby o prihlásenie obsahuje chybu. Nie je to vaša chyba.
    .advice = Vráťte sa do služby a skúste to znova. Ak sa to zopakuje, oznámte to službe.
error-logout-expired = Táto otázka je príliš stará
    .body = Na žiadosť o odhlásenie treba odpovedať do desiatich minút. Neboli ste odhlásení.
    .advice = Ak sa chcete odhlásiť, otvorte „Vaše prihlásenie tu“ v dolnej časti tejto stránky.
error-logout-hint = Neboli ste odhlásení: dôkaz služby o vašom prihlásení nie je platný
    .body = Služba poslala identifikačný token (id_token_hint), ktorý sme pre ňu nevydali. Nie je to vaša chyba.
    .advice = Ak sa chcete odhlásiť, otvorte „Vaše prihlásenie tu“ v dolnej časti tejto stránky. Ak sa to zopakuje, oznámte to službe.
error-logout-invalid = Neboli ste odhlásení: služba poslala niečo, čo nemôžeme použiť
    .body = Žiadosť o odhlásenie obsahuje chybu alebo prišla zo služby, ktorú nepoznáme. Nie je to vaša chyba.
    .advice = Ak sa chcete odhlásiť, otvorte „Vaše prihlásenie tu“ v dolnej časti tejto stránky. Ak sa to zopakuje, oznámte to službe.
error-logout-return = Neboli ste odhlásení: služba uviedla nesprávnu adresu návratu
    .body = Adresa na návrat po odhlásení (post_logout_redirect_uri) nie je pre službu zaregistrovaná presne znak po znaku. Nie je to vaša chyba.
    .advice = Ak sa chcete odhlásiť, otvorte „Vaše prihlásenie tu“ v dolnej časti tejto stránky. Ak sa to zopakuje, oznámte to službe.
error-too-many-attempts = O toto prihlásenie ste sa pokúsili priveľakrát
    .body = Počas tohto prihlásenia sme vás trikrát presmerovali bez odpovede.
    .advice = Vráťte sa do služby a začnite znova.
error-busy = Práve sa prihlasuje príliš veľa ľudí
    .body = Na chvíľu neprijímame nové prihlásenia. Nie je to vaša chyba a netýka sa to nikoho, kto už začal.
    .advice = Chvíľu počkajte, vráťte sa do služby a skúste to znova.
error-not-found = Táto stránka neexistuje
    .body = Adresa je nesprávna alebo stará.
    .advice = Prejdite do služby, ktorú chcete použiť, a prihláste sa odtiaľ.
error-internal = Na našej strane sa niečo pokazilo
    .body = Nie je to vaša chyba. Službe sa nič neodoslalo.
    .advice = Skúste to o chvíľu znova. Ak sa to zopakuje, oznámte nám referenčný kód uvedený nižšie.
error-unavailable = Teraz nemôžeme nikoho prihlásiť
    .body = Prihlasovacia služba sa reštartuje alebo má poruchu. Nie je to vaša chyba.
    .advice = Skúste to o niekoľko minút znova.
