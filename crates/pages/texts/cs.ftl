### Czech. Texts of Landport's pages.
### Status: not read by a native speaker

## What stands around every page.

the-service = služba
skip-to-content = Přejít na obsah
language-switch = Jazyk
footer-help = Nápověda
footer-privacy = Ochrana osobních údajů
footer-accessibility = Prohlášení o přístupnosti
footer-get-eid = Jak získat eID
banner-demo = Demo Evropa: vše je zde simulované a všechny osoby jsou smyšlené.
banner-test = Testovací prostředí: nepoužívejte zde skutečné eID.
footer-unread = Tento překlad zatím nečetl žádný rodilý mluvčí. Dejte nám vědět, co by mělo být lepší.
steps-label = Kroky vašeho přihlášení
step-country = Vyberte zemi
step-home = Přihlaste se doma
step-back = Zpět ke službě
time-left-title = Potřebujete více času?
time-left-body = Vaše přihlášení zde skončí asi za dvě minuty. Můžete získat více času a o nic nepřijdete.
time-left-more = Chci více času
time-left-last = Vaše přihlášení zde skončí asi za dvě minuty a víc už ho nelze prodloužit. Dokončete ho teď, nebo se vraťte ke službě a začněte znovu.
eu-institutions = orgány EU
logging-in-to = Přihlašujete se ke službě: { $service }
service-of = Poskytovatel služby: { $organisation }
next = Další
cancel = Zrušit
cancel-back-to = Zrušit a vrátit se ke službě: { $service }

## The page where one chooses how to log in.

chooser-title = Jak se chcete přihlásit?
chooser-legend = Vyberte svou elektronickou identitu
chooser-eidas = Evropské eID
chooser-eidas-hint = Použijte elektronickou identitu své domovské země v EU nebo EHP.

## The page where one chooses a country. $level is the word of level-low, level-substantial or level-high; $query is what was written in the search.

country-title = Vyberte zemi svého eID
country-intro = Přihlásíte se elektronickou identitou, kterou používáte doma. Přesměrujeme vás do vaší země a poté se vrátíte sem.
country-level = { $service } vyžaduje eID s úrovní záruky „{ $level }“ nebo vyšší.
country-level-highest = { $service } vyžaduje eID s úrovní záruky „{ $level }“, která je nejvyšší.
country-eids = Můžete použít: { $eids }
country-more = Služba o vás žádá také tyto údaje. Odešlou se, jen pokud je vaše země má, a přihlásit se můžete i bez nich.
country-companies = Tato služba je pro společnosti a jiné organizace. Ve své zemi se přihlásíte za jednu z nich: odešle se její název a identifikátor.
country-companies-acting = Pokud za ni jednáte, odešle se i vaše jméno, datum narození a identifikátor.
country-companies-alone = Zde funguje jen elektronická identita samotné organizace: se svou vlastní za ni jednat nemůžete.
country-companies-more = Služba žádá také tyto údaje o organizaci. Odešlou se, jen pokud je vaše země má, a přihlásit se můžete i bez nich.
country-legend = Země, které můžete vybrat
country-search = Hledat zemi
country-search-button = Hledat
country-show-all = Zobrazit všechny země
country-none = Výrazu „{ $query }“ neodpovídá žádná země.
country-count = { $count ->
    [one] Jedna země
    [few] { $count } země
   *[other] { $count } zemí
}
country-choose-first = Než budete pokračovat, vyberte zemi.
country-not-possible = Tuto zemi teď pro toto přihlášení nelze použít. Vyberte jinou.
country-unavailable-legend = Země, které teď nelze použít
country-suggested = Návrh pro vás
country-last-time = Naposledy vybráno na tomto zařízení
country-forget = Zapomenout můj výběr
country-by-service = Navrženo službou
country-by-language = Navrženo podle jazyka vašeho prohlížeče
country-not-connected = Tuto zemi zde zatím nelze vybrat: { $country }.
country-failing = Mnoho přihlášení z této země se právě nedaří
country-missing-title = Moje země zde není
country-missing-body = Můžete vybrat země s uznaným eID, které jsou k nám připojeny. Vaše země může být připojena později. Pokud máte eID z jiné země, můžete použít to. Jinak se vraťte a zeptejte se služby na jiný způsob.
reason-level = Nemá žádné eID s požadovanou úrovní
reason-service-unknown = Služba není pro tuto zemi registrována
reason-incomplete = Tato země nepředává údaje potřebné k přihlášení
reason-unavailable = S touto zemí se nemůžeme spojit
reason-starting = Právě se připojuje; zkuste to za chvíli znovu
reason-suspended = Dočasně uzavřeno
since = od { $time }
level-low = nízká
level-substantial = značná
level-high = vysoká

## The page that leads to the other country.

send-title = Přesměrováváme vás: { $country }
send-body = Tam se přihlásíte svým eID. Potom se sem automaticky vrátíte.
send-button = Pokračovat: { $country }
send-time-limit = { $minutes ->
    [one] Na přihlášení máte asi jednu minutu.
    [few] Na přihlášení máte asi { $minutes } minuty.
   *[other] Na přihlášení máte asi { $minutes } minut.
}
send-again-title = Vrátili jste se bez přihlášení { $in_country }?
send-again-body = Jednou jsme vás tam už přesměrovali. Můžete to zkusit znovu nebo vybrat jinou zemi.
send-choose-another = Vybrat jinou zemi

## The page that leads back to the service.

continue-title = Jste přihlášeni
continue-body = Přesměrováváme vás zpět ke službě: { $service }.
continue-button = Pokračovat ke službě: { $service }
wait-title = Okamžik
wait-body = Vaše přihlášení se ještě kontroluje. Za chvíli stiskněte tlačítko.
wait-button = Podívat se znovu

## Too many log in at once, and a place in the queue is kept.

queue-title = Jste ve frontě
queue-body = Právě se přihlašuje mnoho lidí. Své místo máte, dokud je tato stránka otevřená, a až přijdete na řadu, stránka bude pokračovat sama.
queue-press = Právě se přihlašuje mnoho lidí. Své místo máte. Až přijdete na řadu, stiskněte tlačítko.
queue-minutes = { $minutes ->
    [one] Potrvá to asi jednu minutu.
    [few] Potrvá to asi { $minutes } minuty.
   *[other] Potrvá to asi { $minutes } minut.
}

## Whom one can ask when something did not work.

contact-title = Koho se můžete zeptat
contact-country = Podpora pro eID { $in_country }
contact-eid = Podpora: { $eid }
contact-service = Podpora služby: { $service }
contact-ours = Podpora této přihlašovací služby
contact-phone = Telefon
contact-email = E‑mail
contact-web = Webová stránka
contact-hours = Provozní doba
contact-languages = Jazyky

## The front page, for whom came here by chance.

front-title = Přihlašování přes hranice Evropy
front-body = Toto je přihlašovací brána. Lidé sem přicházejí z veřejné služby, kterou chtějí použít, ne přímo. Přejděte ke službě a zvolte přihlášení tam.
front-developers = Pro ty, kdo připojují službu nebo zemi

## A country with its preposition: "in Sweden". $code is its code, $country its name.

in-country = { $code ->
    [AT] v Rakousku
    [BE] v Belgii
    [BG] v Bulharsku
    [CY] na Kypru
    [CZ] v Česku
    [DE] v Německu
    [DK] v Dánsku
    [EE] v Estonsku
    [EL] v Řecku
    [ES] ve Španělsku
    [EU] u orgánů EU
    [FI] ve Finsku
    [FR] ve Francii
    [HR] v Chorvatsku
    [HU] v Maďarsku
    [IE] v Irsku
    [IS] na Islandu
    [IT] v Itálii
    [LI] v Lichtenštejnsku
    [LT] v Litvě
    [LU] v Lucembursku
    [LV] v Lotyšsku
    [MT] na Maltě
    [NL] v Nizozemsku
    [NO] v Norsku
    [PL] v Polsku
    [PT] v Portugalsku
    [RO] v Rumunsku
    [SE] ve Švédsku
    [SI] ve Slovinsku
    [SK] na Slovensku
   *[other] v zemi { $country }
}

## The page that shows what would be sent to another country.

consent-title = Odeslat vaše údaje přihlašovací službě { $in_country }?
consent-body = { $service } se ptá, kdo jste. Pokud souhlasíte, budou tyto údaje odeslány přihlašovací službě { $in_country }, která je předá službě: { $service }. Zatím nebylo nic odesláno.
consent-unnotified = Jen v testu: { $eid } není schváleno pro použití v jiných zemích.
consent-caption = Co bude odesláno
consent-level = Úroveň záruky
consent-level-value = { $level }, prostřednictvím { $eid }
consent-level-why = Aby služba věděla, jak bezpečně jste se přihlásili.
consent-unsent-title = Co se neodesílá
consent-unsent-number = Vaše národní identifikační číslo. Příjemce ({ $country }) dostane identifikátor, který platí jen tam.
consent-unsent-asked = O co služba také žádala:
consent-unsent-rest = Cokoli jiného o vás, například co děláte jinde.
consent-once = Vaše odpověď platí jen pro toto přihlášení.
consent-if-declined = Pokud odmítnete, vrátíte se ke službě, která se o vás nic nedozví.
consent-approve = Odeslat a přihlásit se
consent-not-me = To nejsem já
consent-not-me-hint = Jsou to údaje někoho jiného? Zvolte „To nejsem já“. Nic se neodešle a můžete se přihlásit svým eID.
consent-decline = Neodesílat
consent-changed = Údaje se od té doby, co jste je viděli, změnily. Přečtěte si je prosím znovu.
consent-remember = { $days ->
    [one] V tomto prohlížeči se mě jeden den znovu neptejte, když stejné údaje požaduje { $service }.
    [few] V tomto prohlížeči se mě { $days } dny znovu neptejte, když stejné údaje požaduje { $service }.
   *[other] V tomto prohlížeči se mě { $days } dní znovu neptejte, když stejné údaje požaduje { $service }.
}
consent-remember-hint = Svým eID se přesto přihlašujete pokaždé. Pokud se něco změní, zeptáme se znovu. Nezaškrtávejte na počítači, který používají i jiní.
consent-remembered = Tento prohlížeč si pamatuje služby, kterým jste už dali souhlas.
consent-forget = Ptát se mě pokaždé
consent-identifier = Identifikátor
consent-identifier-why = Aby vás služba příště poznala.
consent-family-name = Příjmení
consent-given-name = Jméno
consent-name-why = Aby vás služba mohla oslovit a najít vaši záležitost.
consent-birthdate = Datum narození
consent-birthdate-why = Aby si vás služba nespletla s jinými lidmi stejného jména.
consent-birth-name = Jméno a příjmení při narození
consent-birthplace = Místo narození
consent-birth-country = Země narození
consent-birth-town = Obec narození
consent-address = Adresa
consent-gender = Pohlaví
consent-phone = Telefonní číslo
consent-email = E‑mailová adresa
consent-nationality = Státní příslušnost
consent-residence = Země bydliště
consent-e-justice-role = Role v systému e-Justice
consent-legal-name = Název společnosti nebo organizace
consent-legal-identifier = Identifikátor společnosti nebo organizace
consent-vat = Identifikační číslo pro DPH
consent-tax = Daňové číslo
consent-eu-identifier = Evropský identifikátor společnosti (EUID)
consent-lei = Identifikační kód právnické osoby (LEI)
consent-eori = Celní číslo (EORI)
consent-excise = Číslo pro spotřební daň (SEED)
consent-sic = Kód odvětví (SIC)
consent-asked-why = Služba o to požádala.

## National e‑IDs: the page where one is chosen, test persons, and what can go wrong.

national-abroad-title = Přihlášení ke službě { $in_country }
national-abroad-body = { $service } { $in_country } se ptá, kdo jste. Přihlásíte se norským eID. Než se cokoli odešle, uvidíte, co to je, a můžete odmítnout.
national-some-service = Služba
national-nameless = služba { $in_country }
national-level = Je potřeba eID s úrovní záruky „{ $level }“ nebo vyšší.
national-level-highest = Je potřeba eID s úrovní záruky „{ $level }“, která je nejvyšší.
national-nobody = Pro toto přihlášení teď nelze použít žádné eID.
national-greyed-legend = eID, která teď nelze použít
national-why-planned = Zatím neschváleno pro použití v jiných zemích
national-why-pre-notified = Schvalování pro použití v jiných zemích probíhá
national-why-level = Nedosahuje potřebné úrovně
national-why-no-terms = Není dohoda o používání soukromými společnostmi { $in_country }
national-why-suspended = Dočasně uzavřeno
national-why-unavailable = Právě teď neodpovídá
national-unnotified = Jen v testu: neschváleno pro použití v jiných zemích
national-choose-first = Než budete pokračovat, vyberte eID.
national-not-possible = Toto eID teď pro toto přihlášení nelze použít. Vyberte jiné.
national-just-failed = { $eid } právě teď neodpovídá. Vyberte jiné eID nebo to za chvíli zkuste znovu.
national-step-up = Jste přihlášeni, ale s nižší úrovní, než vyžaduje { $service }. Přihlaste se znovu silnějším eID.
national-persons-title = Vyberte testovací osobu
national-persons-warning = Jen v testu: kdokoli se může přihlásit jako kterákoli z nich. Žádná z nich neexistuje.
national-persons-legend = Kým chcete být?
national-persons-choose-first = Než budete pokračovat, vyberte testovací osobu.
national-persons-another = Přihlásit se jiným způsobem
national-try-again = Zkusit znovu: { $eid }
national-another = Vybrat jiné eID
national-cancelled = Přihlášení bylo zastaveno: { $eid }
    .body = Buď jste přihlášení zrušili, nebo { $eid } nepotvrdilo, kdo jste. Službě { $service } nebylo nic odesláno.
    .advice = Můžete to zkusit znovu, vybrat jiné eID nebo se vrátit ke službě.
national-failed = Přihlášení se nezdařilo: { $eid }
    .body = Přihlášení ({ $eid }) skončilo chybou. Není to vaše chyba ani chyba služby { $service }.
    .advice = Zkuste to znovu nebo vyberte jiné eID.
national-level-too-low = Potřebujete silnější eID
    .body = Přihlášení ({ $eid }) nedosahuje úrovně záruky, kterou vyžaduje { $service }.
    .advice = Vyberte silnější eID.
national-answer-invalid = Odpověď nebylo možné použít: { $eid }
    .body = Odpověď neprošla našimi bezpečnostními kontrolami, proto jsme vás nepřihlásili. Není to vaše chyba.
    .advice = Zkuste to znovu. Pokud se to bude opakovat, sdělte nám referenční kód uvedený níže.
national-answer-late = Musíte se znovu přihlásit: { $eid }
    .body = Přihlášení musí proběhnout teď; dřívější použít nelze. Odpověď ({ $eid }) se týkala staršího přihlášení.
    .advice = Zkuste to znovu, a až k tomu budete vyzváni, přihlaste se nově.
national-incomplete = Nepřišlo vše, co je potřeba: { $eid }
    .body = Některé vaše základní údaje (jméno, datum narození, národní číslo) v odpovědi chyběly nebo byly chybné, proto vás nemůžeme přihlásit.
    .advice = Vyberte jiné eID nebo se zeptejte podpory toho, které jste použili.
national-not-notified = Použité eID zatím nelze použít v jiných zemích
    .body = Přihlásili jste se ({ $eid }), ale pomocí eID, které není schváleno pro použití v jiných zemích. Službě { $service } nebylo nic odesláno.
    .advice = Zkuste to znovu a vyberte tam schválené eID.
national-suspended = Dočasně uzavřeno: { $eid }
    .body = Přihlašování ({ $eid }) je z bezpečnostních důvodů nebo kvůli údržbě uzavřeno.
    .advice = Vyberte jiné eID nebo to zkuste později.
national-unavailable = Právě teď neodpovídá: { $eid }
    .body = Nemůžeme se spojit s: { $eid }. Není to vaše chyba ani chyba služby { $service }.
    .advice = Vyberte jiné eID nebo to za několik minut zkuste znovu.

## The page where one opens a wallet, on this device or on another one.

wallet-name = Digitální peněženka
wallet-description = Průkaz totožnosti ve vaší evropské peněžence
wallet-title = Přihlášení digitální peněženkou
wallet-body = Vaše peněženka bude požádána o jméno, datum narození, zemi a národní identifikační číslo, aby služba { $service } věděla, kdo jste. Totéž uvidíte v peněžence a tam rozhodnete.
wallet-privacy = Údaje předáme službě { $service } a neuchováváme je.
wallet-here-title = Peněženka je v tomto zařízení
wallet-open = Otevřít peněženku
wallet-open-other = Otevřít jinou peněženku
wallet-here-hint = { $minutes ->
    [one] Odkaz platí jednu minutu. Potom se sem automaticky vrátíte.
    [few] Odkaz platí { $minutes } minuty. Potom se sem automaticky vrátíte.
   *[other] Odkaz platí { $minutes } minut. Potom se sem automaticky vrátíte.
}
wallet-elsewhere-title = Peněženka je v jiném zařízení
wallet-scan = Naskenujte kód peněženkou. Skenujte jen kód na stránce, kterou jste sami otevřeli.
wallet-scan-hint = { $minutes ->
    [one] Kód platí jednu minutu. Kdykoli si můžete vyžádat nový.
    [few] Kód platí { $minutes } minuty. Kdykoli si můžete vyžádat nový.
   *[other] Kód platí { $minutes } minut. Kdykoli si můžete vyžádat nový.
}
wallet-qr-alternative = QR kód, který otevře peněženku v jiném zařízení. Stejný odkaz je níže jako text.
wallet-copy = Nemůžete kód naskenovat?
wallet-copy-label = Zkopírujte odkaz a otevřete ho v zařízení, kde je peněženka:
wallet-approved = Potvrzeno, pokračovat
wallet-new-code = Získat nový odkaz a kód
wallet-another = Vybrat jiný způsob přihlášení
wallet-not-yet = Z peněženky zatím nepřišla odpověď. Nejprve potvrďte v peněžence.
wallet-refused = V peněžence byla odpověď ne. Nic nebylo odesláno. Můžete to zkusit znovu s novým kódem nebo vybrat jiný způsob.
wallet-failed = Peněženka nemohla na žádost odpovědět. Nic nebylo odesláno. Můžete to zkusit znovu s novým kódem nebo vybrat jiný způsob.
wallet-expired = Odkaz ani kód už neplatí. Chcete‑li pokračovat, vyžádejte si nové.
wallet-code-expired = Kód už neplatí. Je‑li peněženka v jiném zařízení, vyžádejte si nový.
wallet-in-another-browser = Peněženka odpověděla a otevřela jinou kartu nebo prohlížeč. Pokračujte tam, nebo zde začněte znovu.
wallet-browser-title = Nechat prohlížeč najít peněženku
wallet-browser-ask = Najít peněženku
wallet-browser-hint = Prohlížeč zobrazí peněženky v tomto zařízení nebo se spojí s vaším telefonem. Tam rozhodnete, co se ukáže.
wallet-browser-none = Žádná peněženka neodpověděla. Zkuste to znovu nebo použijte jiný způsob na této stránce.
wallet-card-expired = Předložený průkaz už neplatí. Předložte jiný nebo vyberte jiný způsob přihlášení.
wallet-card-revoked = Předložený průkaz jeho vydavatel zneplatnil nebo pozastavil. Předložte jiný nebo vyberte jiný způsob přihlášení.
wallet-not-taken = To, co peněženka předložila, nebylo možné použít. Zkuste to znovu nebo vyberte jiný způsob přihlášení.

## The page on which a person from abroad reads whether she is known here. $end is the last three digits of her number.

matched-title = Poznali jsme vás
matched-body = Jste zde registrováni jako { $name }, s číslem, které končí na { $end }. Můžete používat službu { $service }, která dostane vaše číslo.
matched-body-alone = Jste zde registrováni jako { $name }, s číslem, které končí na { $end }. Můžete používat službu { $service }, která vaše číslo nedostane.
matched-keep = Máme vás příště poznat?
matched-keep-hint = Pokud chcete, uchováme, které číslo je vaše. Je zašifrované a otevře je jen vaše vlastní eID. Při dalším přihlášení se pak rejstříku znovu neptáme.
matched-keep-until = Ano, do { $date }
matched-keep-not = Ne, neuchovávat
matched-none-title = Nenašli jsme vás mezi těmi, kdo jsou zde registrováni
matched-none-body = Prokázali jste, že jste { $name }. Co o vás říká vaše eID, se nepodařilo přiřadit jedné osobě v rejstříku.
matched-used = Toto bylo porovnáno
matched-differs = V rejstříku je to jinak
matched-ways = Co můžete udělat
matched-link-title = Máte norské eID?
matched-link-body = Přihlaste se jím jednou a budeme vědět, které číslo je vaše. Znovu se přihlašovat { $in_country } nemusíte. Udělejte totéž, pokud máte od minula nové eID.
matched-link = Propojit přes { $eid }
matched-update = Je-li v rejstříku některý váš údaj chybný nebo zastaralý, požádejte o opravu a potom se přihlaste znovu.
matched-without = Pokračovat bez přiřazení
matched-as-new = Pokračovat jako nový uživatel
matched-without-hint = Pokud už jste registrováni, { $service } nebude vědět, že jste to vy.
matched-not-linked = Nic se nepropojilo: vaše jméno nebo datum narození není v obou eID stejné.
matched-not-proven = Přihlášení norským eID nebylo dokončeno. Nic se nepropojilo.

## What a person sees of her own logins, and what is kept. $end is the last three digits of her number.

own-link = Moje přihlášení
own-receipt = Potvrzení o přihlášeních: co se o vás poslalo, komu a proč
own-title = Moje přihlášení
own-intro = Zde vidíte svá přihlášení za posledních 90 dní a co se o vás poslalo. Otevře je jen vaše vlastní eID.
own-start = Přihlásit se a zobrazit
own-list = Co se poslalo
own-none = Nejsou žádná přihlášení k zobrazení.
own-when = Kdy
own-to = Komu
own-with = Pomocí
own-why = Proč
own-why-login = Přihlásili jste se k této službě.
own-one = Zobrazit jen toto potvrzení, k vytištění
own-all = Zobrazit všechna moje přihlášení
own-kept = Co můžete ukončit
own-kept-match = Vaše číslo, které končí na { $end }, se uchovává do { $date }.
own-kept-from = { $country }: vaše číslo se uchovává pro tamní eID do { $date }.
own-end-match = Už neuchovávat
own-export = Uložit jako soubor (JSON)
own-code-title = Pomoc podpory
own-code-body = Získejte kód a přečtěte ho podpoře. S ním uvidí tento seznam 15 minut a nic jiného o vás.
own-code-get = Získat kód
own-code = Váš kód: { $code }. Platí do { $time }.
own-leave = Zavřít moje přihlášení
own-about = Co uchováváme
own-about-passed = Co o vás říká vaše eID, předáváme službě, ke které se přihlašujete. Nemáme to déle, než přihlášení trvá.
own-about-yours = Sami můžete ukončit: přihlášení zde, souhlasy, které si pamatuje váš prohlížeč, a číslo, které jste nám dovolili uchovat. Seznam přihlášení se po 90 dnech smaže sám. Vše je zašifrované a otevře to jen vaše eID nebo váš prohlížeč.
own-about-law = Zákon nám ukládá vést záznam přihlášení, bez vašeho jména a čísla.
own-about-journal = Pokud jste byli porovnáni s rejstříkem, uchovává se i to, co se porovnalo, zašifrovaně, 6 až 12 měsíců.
own-about-ask = Chcete něco smazat nebo vědět, co o vás máme? Zeptejte se zde.

## The page of one’s own login here, and logging out.

session-link = Vaše přihlášení zde
session-title = Jste zde přihlášeni
session-by = { $minutes ->
    [one] Před minutou jste se přihlásili ({ $eid }). Služby, které toto přihlášení používají, vás v tomto prohlížeči pustí dál bez dalšího dotazu, dokud přihlášení neskončí.
    [few] Před { $minutes } minutami jste se přihlásili ({ $eid }). Služby, které toto přihlášení používají, vás v tomto prohlížeči pustí dál bez dalšího dotazu, dokud přihlášení neskončí.
   *[other] Před { $minutes } minutami jste se přihlásili ({ $eid }). Služby, které toto přihlášení používají, vás v tomto prohlížeči pustí dál bez dalšího dotazu, dokud přihlášení neskončí.
}
session-services = Použili jste ho pro:
session-logout = Odhlásit se
session-logout-hint = Odhlaste se, pokud tento počítač používají i jiní.
session-nobody-title = Nejste zde přihlášeni
session-nobody-body = Žádná služba v tomto prohlížeči nikoho nepustí dál bez nového přihlášení. U služby, kterou jste použili dříve, můžete být stále přihlášeni: odhlaste se tam.
session-asks-title = Chcete se odhlásit?
session-asks-body = { $service } žádá o ukončení vašeho přihlášení zde.
session-asks-body-nameless = Stránka žádá o ukončení vašeho přihlášení zde.
session-stay = Zůstat přihlášeni
session-out-title = Jste odhlášeni
session-out-body = Vaše přihlášení skončilo. V tomto prohlížeči se s ním už nikdo do žádné služby nedostane.
session-was-not = Ani předtím jste zde nebyli přihlášeni.
session-closed = Tyto služby byly informovány:
session-open = U těchto služeb můžete být stále přihlášeni:
session-open-hint = Odhlaste se i tam, nebo zavřete prohlížeč.
session-back = Pokračovat ke službě: { $service }

## What did not work: what happened and whose fault it is (the text and .body), and what to do (.advice).

error-try-again = Zkusit znovu: { $country }
error-other-country = Vybrat jinou zemi
error-back = Zpět ke službě: { $service }
error-look = Zkusit znovu
error-help = Získat pomoc
error-reference = Referenční kód
error-reference-hint = Uveďte tento kód, pokud se obrátíte na podporu. Nic o vás neprozrazuje.
error-cancelled = Přihlášení { $in_country } jste zastavili
    .body = Službě { $service } nebylo nic odesláno.
    .advice = Můžete se vrátit ke službě, zkusit to znovu nebo vybrat jinou zemi.
error-not-confirmed = Nebylo potvrzeno, kdo jste ({ $country })
    .body = Možná byl chybný kód, vaše eID je zablokované či prošlé, nebo jste tam přihlášení přerušili. Službě { $service } nebylo nic odesláno.
    .advice = Zkuste to znovu. Je‑li vaše eID zablokované, odblokovat ho může jen jeho vlastní podpora.
error-peer-failed = Přihlášení se nezdařilo ({ $country })
    .body = Přihlášení { $in_country } skončilo chybou. Není to vaše chyba ani chyba služby { $service }.
    .advice = Zkuste to znovu. Pokud se to bude opakovat, více ví podpora vašeho eID.
error-level-too-low = Je potřeba silnější eID
    .body = Použité eID nedosahuje úrovně záruky, kterou vyžaduje { $service }.
    .advice = Zkuste to znovu se silnějším eID, pokud ho vaše země nabízí.
error-answer-invalid = Odpověď nebylo možné použít ({ $country })
    .body = Odpověď neprošla našimi bezpečnostními kontrolami, proto jsme vás nepřihlásili. Není to vaše chyba.
    .advice = Zkuste to znovu. Pokud se to bude opakovat, sdělte nám referenční kód uvedený níže.
error-answer-late = Odpověď přišla příliš pozdě
    .body = Pro vaši bezpečnost platí odpověď z jiné země jen několik minut.
    .advice = Zkuste to znovu; zemi už vybírat nemusíte.
error-answer-used = Toto přihlášení už bylo použito
    .body = Stejnou odpověď lze použít jen jednou. Možná jste znovu načetli starou stránku.
    .advice = Vraťte se ke službě. Pokud tam nejste přihlášeni, začněte znovu.
error-incomplete = Nepřišlo vše, co je potřeba ({ $country })
    .body = Některé vaše základní údaje (jméno, datum narození, identifikátor) v odpovědi chyběly, proto vás nemůžeme přihlásit.
    .advice = Podpora vašeho eID ví, které údaje odesílá. Můžete to zkusit znovu nebo vybrat jinou zemi.
error-representation = Zde se můžete přihlásit jen sami za sebe
    .body = Podle odpovědi ({ $country }) jednáte jménem někoho jiného. { $service } to nemůže přijmout.
    .advice = Zkuste to znovu a přihlaste se sami za sebe.
error-another-level = Je potřeba jiné eID
    .body = { $service } přijímá jen určité úrovně záruky a vaše přihlášení mělo jinou. Nic o vás nebylo odesláno.
    .advice = Přihlaste se jiným eID, nebo se vraťte ke službě.
error-another-person = Nejste osoba, kterou služba očekávala
    .body = Služba { $service } se ptala na osobu, která ji použila dříve, a vy jste se přihlásili jako někdo jiný. Nic o vás nebylo odesláno.
    .advice = Je‑li eID té osoby vaše, zkuste to s ním znovu, nebo se vraťte ke službě a začněte tam znovu.
error-country-unavailable = S touto zemí se teď nemůžeme spojit: { $country }
    .body = V tuto chvíli nemáme platné spojení s přihlašovací službou { $in_country }. Není to vaše chyba.
    .advice = Zkuste to později, nebo vyberte jinou zemi, pokud tam máte eID.
error-country-suspended = Přihlášení { $in_country } je dočasně uzavřeno
    .body = Přihlášení { $in_country } bylo z bezpečnostních důvodů nebo kvůli údržbě uzavřeno.
    .advice = Zkuste to později, nebo se vraťte ke službě.
error-abroad-suspended = Přihlášení ke službám { $in_country } je dočasně uzavřeno
    .body = Bylo uzavřeno z bezpečnostních důvodů nebo kvůli údržbě. Nic o vás nebylo odesláno.
    .advice = Zkuste to později, nebo se zeptejte služby na jiný způsob přihlášení.
error-abroad-unavailable = Teď vás nemůžeme vrátit zpět ({ $country })
    .body = V tuto chvíli nemáme platné spojení s přihlašovací službou { $in_country }. Není to vaše chyba. Nic o vás nebylo odesláno.
    .advice = Za několik minut přejděte znovu ke službě a začněte odtud.
error-cookie-missing = Tento prohlížeč nepoznáváme
    .body = Přihlášení musí skončit ve stejném prohlížeči, ve kterém začalo, a soubory cookie musí být povoleny. Chrání vás to před tím, aby vaše přihlášení použil někdo jiný.
    .advice = Povolte pro tento web soubory cookie, vraťte se ke službě a začněte tam znovu.
error-too-many-logins = Je otevřeno příliš mnoho přihlášení najednou
    .body = V tomto prohlížeči bylo zahájeno tolik přihlášení, že nejstarší muselo být uzavřeno. Toto bylo jedno z nich.
    .advice = Vraťte se ke službě a začněte znovu.
error-flow-expired = Přihlášení trvalo příliš dlouho
    .body = Pro vaši bezpečnost musí být přihlášení dokončeno do { $minutes } minut.
    .advice = Vraťte se ke službě a začněte znovu.
error-flow-unknown = Toto přihlášení už neexistuje
    .body = Možná jste otevřeli záložku nebo starou stránku. Přihlášení může začít jen u služby, kterou chcete použít.
    .advice = Přejděte ke službě a přihlaste se odtud.
error-flow-finished = Toto přihlášení už skončilo
    .body = Už jsme vás přesměrovali ke službě: { $service }.
    .advice = Pokračujte u služby. Pokud tam nejste přihlášeni, začněte znovu.
error-foreign-request-invalid = Přihlašovací služba jiné země poslala něco, co nemůžeme použít
    .body = Její žádost neprošla našimi bezpečnostními kontrolami, proto jsme vás nepožádali o přihlášení. Není to vaše chyba.
    .advice = Vraťte se ke službě, ze které jste přišli, a zkuste to znovu. Pokud se to bude opakovat, dejte té službě vědět.
error-foreign-request-late = Žádost z jiné země je příliš stará
    .body = Pro vaši bezpečnost platí žádost o přihlášení jen několik minut. Možná jste otevřeli starou stránku.
    .advice = Vraťte se ke službě, ze které jste přišli, a začněte znovu.
error-foreign-request-used = Toto přihlášení už bylo jednou zahájeno
    .body = Stejnou žádost lze použít jen jednou. Možná jste znovu načetli starou stránku.
    .advice = Vraťte se ke službě, ze které jste přišli, a začněte znovu.
error-nothing-to-send = Nemůžeme vás přihlásit ({ $country })
    .body = Prokázali jste, kdo jste, ale chybí něco, co je { $in_country } povinné: jméno, příjmení, datum narození nebo uznaná úroveň záruky. Nic o vás nebylo odesláno.
    .advice = Můžete se vrátit ke službě, která se dozví, že se přihlášení nezdařilo.
error-not-abroad = Národní eID nejsou otevřena pro jiné země
    .body = Ostatním evropským zemím zatím nebylo odtud oznámeno žádné národní eID, nebo jsou všechna uzavřena. Proto na této adrese není co zveřejnit.
    .advice = Použijte jiný způsob přihlášení, který služba nabízí.
error-not-for-people = Zde není nic k vidění
    .body = Tato adresa přijímá zprávy mezi přihlašovacími službami evropských zemí.
    .advice = Přejděte ke službě, kterou chcete použít, a přihlaste se odtud.
error-client-unknown = Neznáme službu, která vás sem poslala
    .body = Služba zde není registrována nebo uvedla nesprávnou návratovou adresu. Proto vás nemůžeme vrátit automaticky.
    .advice = Dejte o tom službě vědět. Chyba je na její straně, ne na vaší.
error-request-invalid = Služba poslala něco, co nemůžeme použít
    .body = Žádost služby o přihlášení obsahuje chybu. Není to vaše chyba.
    .advice = Vraťte se ke službě a zkuste to znovu. Pokud se to bude opakovat, dejte službě vědět.
error-logout-expired = Tato otázka je příliš stará
    .body = Na žádost o odhlášení je třeba odpovědět do deseti minut. Nebyli jste odhlášeni.
    .advice = Chcete‑li se odhlásit, otevřete „Vaše přihlášení zde“ dole na této stránce.
error-logout-hint = Nebyli jste odhlášeni: důkaz služby o vašem přihlášení není platný
    .body = Služba poslala identifikační token (id_token_hint), který jsme pro ni nevydali. Není to vaše chyba.
    .advice = Chcete‑li se odhlásit, otevřete „Vaše přihlášení zde“ dole na této stránce. Pokud se to bude opakovat, dejte službě vědět.
error-logout-invalid = Nebyli jste odhlášeni: služba poslala něco, co nemůžeme použít
    .body = Žádost o odhlášení obsahuje chybu nebo přišla ze služby, kterou neznáme. Není to vaše chyba.
    .advice = Chcete‑li se odhlásit, otevřete „Vaše přihlášení zde“ dole na této stránce. Pokud se to bude opakovat, dejte službě vědět.
error-logout-return = Nebyli jste odhlášeni: služba uvedla nesprávnou návratovou adresu
    .body = Adresa pro návrat po odhlášení (post_logout_redirect_uri) není pro službu registrována přesně znak po znaku. Není to vaše chyba.
    .advice = Chcete‑li se odhlásit, otevřete „Vaše přihlášení zde“ dole na této stránce. Pokud se to bude opakovat, dejte službě vědět.
error-too-many-attempts = O toto přihlášení jste se pokusili příliš mnohokrát
    .body = Během tohoto přihlášení jsme vás třikrát přesměrovali bez odpovědi.
    .advice = Vraťte se ke službě a začněte znovu.
error-busy = Právě se přihlašuje příliš mnoho lidí
    .body = Na chvíli nepřijímáme nová přihlášení. Není to vaše chyba a netýká se to nikoho, kdo už začal.
    .advice = Chvíli počkejte, vraťte se ke službě a zkuste to znovu.
error-not-found = Tato stránka neexistuje
    .body = Adresa je chybná nebo stará.
    .advice = Přejděte ke službě, kterou chcete použít, a přihlaste se odtud.
error-internal = Na naší straně se něco pokazilo
    .body = Není to vaše chyba. Službě nebylo nic odesláno.
    .advice = Zkuste to za chvíli znovu. Pokud se to bude opakovat, sdělte nám referenční kód uvedený níže.
error-unavailable = Teď nemůžeme nikoho přihlásit
    .body = Přihlašovací služba se restartuje nebo má poruchu. Není to vaše chyba.
    .advice = Zkuste to za několik minut znovu.
