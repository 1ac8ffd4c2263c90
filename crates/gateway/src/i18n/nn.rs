//! Nynorsk.

use super::texts::{Message, Texts};

pub(super) const TEXTS: Texts = Texts {
    the_service: "tenesta",
    skip_to_content: "Gå til innhaldet",
    language_switch: "Språk",
    footer_help: "Hjelp",
    footer_privacy: "Personvernerklæring",
    footer_accessibility: "Tilgjengeerklæring",
    footer_get_eid: "Slik skaffar du deg e-ID",
    banner_demo: "Demo-Europa: alt her er simulert, og alle personar er oppdikta.",
    banner_test: "Testmiljø: ikkje bruk ein ekte e-ID her.",

    logging_in_to: "Du loggar inn på {service}",
    next: "Neste",
    cancel: "Avbryt",
    cancel_back_to: "Avbryt og gå tilbake til {service}",

    chooser_title: "Korleis vil du logge inn?",
    chooser_legend: "Vel elektronisk ID",
    chooser_eidas: "Europeisk e-ID",
    chooser_eidas_hint: "Bruk e-ID-en du har frå heimlandet ditt i EU eller EØS.",
    chooser_not_available: "Ikkje tilgjengeleg enno",
    chooser_later: "Norske e-ID-ar kan ikkje brukast her enno.",

    country_title: "Vel landet e-ID-en din kjem frå",
    country_intro: "Du loggar inn med e-ID-en du bruker heime. Vi sender deg til ditt eige land, og etterpå kjem du tilbake hit.",
    country_level: "{service} krev ein e-ID på nivået «{level}» eller høgare.",
    country_legend: "Land du kan velje",
    country_search: "Søk etter land",
    country_search_button: "Søk",
    country_show_all: "Vis alle land",
    country_none: "Ingen land passar med «{query}».",
    country_count: "{count} land",
    country_choose_first: "Vel eit land før du går vidare.",
    country_not_possible: "Dette landet kan ikkje brukast til denne innlogginga no. Vel eit anna.",
    country_unavailable_legend: "Land som ikkje kan brukast no",
    reason_level: "Har ingen e-ID på nivået som krevst",
    reason_unavailable: "Vi får ikkje kontakt med dette landet",
    reason_starting: "Blir kopla til; prøv igjen om ein augeblink",
    reason_suspended: "Mellombels stengt",
    since: "sidan {time}",
    level_low: "lågt",
    level_substantial: "betydeleg",
    level_high: "høgt",
    months: [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "desember",
    ],

    send_title: "Vi sender deg til {country}",
    send_body: "Der loggar du inn med din eigen e-ID. Etterpå kjem du tilbake hit av deg sjølv.",
    send_button: "Gå vidare til {country}",
    send_time_limit: "Du har om lag {minutes} minutt på å logge inn.",
    send_again_title: "Kom du tilbake frå {country}?",
    send_again_body: "Du er allereie send dit éin gong. Du kan prøve igjen eller velje eit anna land.",
    send_choose_another: "Vel eit anna land",

    continue_title: "Du er logga inn",
    continue_body: "Vi sender deg tilbake til {service}.",
    continue_button: "Gå vidare til {service}",
    wait_title: "Ein augeblink",
    wait_body: "Innlogginga di blir framleis kontrollert. Sida går vidare av seg sjølv.",
    wait_button: "Sjå på nytt",

    error_try_again: "Prøv igjen med {country}",
    error_other_country: "Vel eit anna land",
    error_back: "Tilbake til {service}",
    error_reference: "Referanse",
    error_reference_hint: "Oppgi referansen om du kontaktar brukarstøtta. Han seier ingenting om deg.",

    front_title: "Innlogging på tvers av grensene i Europa",
    front_body: "Dette er ei innloggingsteneste. Hit kjem du frå ei offentleg teneste du vil bruke, ikkje direkte. Gå til tenesta og vel å logge inn der.",
    front_developers: "For deg som koplar til ei teneste eller eit land",

    cancelled: Message {
        title: "Innlogginga vart stoppa i {country}",
        body: "Du avbraut, eller landet ditt stadfesta ikkje kven du er. Ingenting er sendt til {service}.",
        advice: "Du kan prøve igjen, velje eit anna land eller gå tilbake til tenesta.",
    },
    peer_failed: Message {
        title: "{country} kunne ikkje logge deg inn",
        body: "Innlogginga i {country} enda med ein feil. Det er ikkje din feil, og heller ikkje feil hos {service}.",
        advice: "Prøv igjen. Skjer det på nytt, veit brukarstøtta for e-ID-en din meir.",
    },
    level_too_low: Message {
        title: "Du treng ein sterkare e-ID",
        body: "{service} krev eit høgare tryggleiksnivå enn e-ID-en du brukte.",
        advice: "Prøv igjen med ein sterkare e-ID, om landet ditt har ein.",
    },
    answer_invalid: Message {
        title: "Vi kunne ikkje bruke svaret frå {country}",
        body: "Svaret stod ikkje tryggleikskontrollen vår, så vi har ikkje logga deg inn. Det er ikkje din feil.",
        advice: "Prøv igjen. Skjer det på nytt, oppgi referansen nedanfor til oss.",
    },
    answer_late: Message {
        title: "Svaret kom for seint",
        body: "Av omsyn til tryggleiken din er eit svar frå eit anna land berre gyldig i nokre minutt.",
        advice: "Prøv igjen; du treng ikkje å velje land ein gong til.",
    },
    answer_used: Message {
        title: "Denne innlogginga er allereie brukt",
        body: "Det same svaret kan berre brukast éin gong. Kanskje lasta du inn ei gammal side på nytt.",
        advice: "Gå tilbake til tenesta. Er du ikkje logga inn der, startar du på nytt.",
    },
    incomplete: Message {
        title: "{country} sende ikkje alt som trengst",
        body: "Nokre av grunnopplysningane dine (namn, fødselsdato, identifikator) mangla i svaret, så vi kan ikkje logge deg inn.",
        advice: "Brukarstøtta for e-ID-en din veit kva opplysningar han sender. Du kan prøve igjen eller velje eit anna land.",
    },
    representation: Message {
        title: "Her kan du berre logge inn som deg sjølv",
        body: "{country} opplyste at du handlar på vegner av nokon andre. Det kan ikkje {service} ta imot.",
        advice: "Prøv igjen og logg inn for deg sjølv.",
    },
    country_unavailable: Message {
        title: "Vi får ikkje kontakt med {country} no",
        body: "Vi har ikkje noko gyldig samband med innloggingstenesta i {country} akkurat no. Det er ikkje din feil.",
        advice: "Prøv igjen seinare, eller vel eit anna land om du har ein e-ID der.",
    },
    country_suspended: Message {
        title: "Innlogging frå {country} er mellombels stengd",
        body: "Innlogging frå {country} er stengd av tryggleiksgrunnar eller på grunn av vedlikehald.",
        advice: "Prøv igjen seinare, eller gå tilbake til tenesta.",
    },
    cookie_missing: Message {
        title: "Vi kjenner ikkje igjen denne nettlesaren",
        body: "Ei innlogging må avsluttast i den same nettlesaren som ho byrja i, og informasjonskapslar må vere tillatne. Det vernar deg mot at andre bruker innlogginga di.",
        advice: "Tillat informasjonskapslar for denne nettstaden, gå tilbake til tenesta og start på nytt der.",
    },
    too_many_logins: Message {
        title: "For mange innloggingar er opne samtidig",
        body: "Denne nettlesaren har byrja så mange innloggingar at den eldste måtte lukkast. Dette var ei av dei.",
        advice: "Gå tilbake til tenesta og start på nytt.",
    },
    flow_expired: Message {
        title: "Innlogginga tok for lang tid",
        body: "Av omsyn til tryggleiken din må ei innlogging vere ferdig innan {minutes} minutt.",
        advice: "Gå tilbake til tenesta og start på nytt.",
    },
    flow_unknown: Message {
        title: "Denne innlogginga finst ikkje lenger",
        body: "Kanskje opna du eit bokmerke eller ei gammal side. Ei innlogging kan berre byrje hos tenesta du vil bruke.",
        advice: "Gå til tenesta og logg inn derifrå.",
    },
    flow_finished: Message {
        title: "Denne innlogginga er allereie ferdig",
        body: "Du er allereie send vidare til {service}.",
        advice: "Hald fram hos tenesta. Er du ikkje logga inn der, startar du på nytt.",
    },
    not_for_people: Message {
        title: "Her er det ingenting å sjå",
        body: "Denne adressa tek imot meldingar mellom innloggingstenestene i europeiske land.",
        advice: "Gå til tenesta du vil bruke og logg inn derifrå.",
    },
    client_unknown: Message {
        title: "Vi kjenner ikkje tenesta som sende deg",
        body: "Tenesta er ikkje registrert her, eller ho oppgav feil returadresse. Difor kan vi ikkje sende deg tilbake automatisk.",
        advice: "Sei frå til tenesta. Feilen er deira, ikkje din.",
    },
    request_invalid: Message {
        title: "Tenesta sende noko vi ikkje kan bruke",
        body: "Innloggingsførespurnaden frå tenesta har ein feil. Det er ikkje din feil.",
        advice: "Gå tilbake til tenesta og prøv igjen. Skjer det på nytt, sei frå til tenesta.",
    },
    too_many_attempts: Message {
        title: "Denne innlogginga er prøvd for mange gonger",
        body: "Du er send ut tre gonger i denne innlogginga utan at det kom noko svar.",
        advice: "Gå tilbake til tenesta og start på nytt.",
    },
    not_found: Message {
        title: "Denne sida finst ikkje",
        body: "Adressa er feil eller gammal.",
        advice: "Gå til tenesta du vil bruke og logg inn derifrå.",
    },
    internal: Message {
        title: "Noko gjekk gale hos oss",
        body: "Det er ikkje din feil. Ingenting er sendt til tenesta.",
        advice: "Prøv igjen om ein augeblink. Skjer det på nytt, oppgi referansen nedanfor til oss.",
    },
    unavailable: Message {
        title: "Vi kan ikkje logge inn nokon akkurat no",
        body: "Innloggingstenesta blir starta på nytt eller har ein feil. Det er ikkje din feil.",
        advice: "Prøv igjen om nokre minutt.",
    },
};
