//! Bokmål.

use super::texts::{Message, Texts};

pub(super) const TEXTS: Texts = Texts {
    the_service: "tjenesten",
    skip_to_content: "Gå til innholdet",
    language_switch: "Språk",
    footer_help: "Hjelp",
    footer_privacy: "Personvernerklæring",
    footer_accessibility: "Tilgjengelighetserklæring",
    footer_get_eid: "Slik skaffer du deg e-ID",
    banner_demo: "Demo-Europa: alt her er simulert, og alle personer er oppdiktede.",
    banner_test: "Testmiljø: ikke bruk en ekte e-ID her.",

    logging_in_to: "Du logger inn på {service}",
    next: "Neste",
    cancel: "Avbryt",
    cancel_back_to: "Avbryt og gå tilbake til {service}",

    chooser_title: "Hvordan vil du logge inn?",
    chooser_legend: "Velg elektronisk ID",
    chooser_eidas: "Europeisk e-ID",
    chooser_eidas_hint: "Bruk e-ID-en du har fra hjemlandet ditt i EU eller EØS.",
    chooser_not_available: "Ikke tilgjengelig ennå",
    chooser_later: "Norske e-ID-er kan ikke brukes her ennå.",

    country_title: "Velg landet e-ID-en din kommer fra",
    country_intro: "Du logger inn med e-ID-en du bruker hjemme. Vi sender deg til ditt eget land, og etterpå kommer du tilbake hit.",
    country_level: "{service} krever en e-ID på nivået «{level}» eller høyere.",
    country_legend: "Land du kan velge",
    country_search: "Søk etter land",
    country_search_button: "Søk",
    country_show_all: "Vis alle land",
    country_none: "Ingen land passer med «{query}».",
    country_count: "{count} land",
    country_choose_first: "Velg et land før du går videre.",
    country_not_possible: "Dette landet kan ikke brukes til denne innloggingen nå. Velg et annet.",
    country_unavailable_legend: "Land som ikke kan brukes nå",
    reason_level: "Har ingen e-ID på nivået som kreves",
    reason_unavailable: "Vi får ikke kontakt med dette landet",
    reason_starting: "Kobles til; prøv igjen om et øyeblikk",
    reason_suspended: "Midlertidig stengt",
    since: "siden {time}",
    level_low: "lavt",
    level_substantial: "betydelig",
    level_high: "høyt",
    months: [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "desember",
    ],

    send_title: "Vi sender deg til {country}",
    send_body: "Der logger du inn med din egen e-ID. Etterpå kommer du tilbake hit av deg selv.",
    send_button: "Gå videre til {country}",
    send_time_limit: "Du har omtrent {minutes} minutter på å logge inn.",
    send_again_title: "Kom du tilbake fra {country}?",
    send_again_body: "Du er allerede sendt dit én gang. Du kan prøve igjen eller velge et annet land.",
    send_choose_another: "Velg et annet land",

    continue_title: "Du er logget inn",
    continue_body: "Vi sender deg tilbake til {service}.",
    continue_button: "Gå videre til {service}",
    wait_title: "Et øyeblikk",
    wait_body: "Innloggingen din kontrolleres fortsatt. Siden går videre av seg selv.",
    wait_button: "Se på nytt",

    error_try_again: "Prøv igjen med {country}",
    error_other_country: "Velg et annet land",
    error_back: "Tilbake til {service}",
    error_reference: "Referanse",
    error_reference_hint: "Oppgi referansen hvis du kontakter brukerstøtte. Den sier ingenting om deg.",

    front_title: "Innlogging på tvers av Europas grenser",
    front_body: "Dette er en innloggingstjeneste. Hit kommer du fra en offentlig tjeneste du vil bruke, ikke direkte. Gå til tjenesten og velg å logge inn der.",
    front_developers: "For deg som kobler til en tjeneste eller et land",

    cancelled: Message {
        title: "Innloggingen ble stoppet i {country}",
        body: "Du avbrøt, eller landet ditt bekreftet ikke hvem du er. Ingenting er sendt til {service}.",
        advice: "Du kan prøve igjen, velge et annet land eller gå tilbake til tjenesten.",
    },
    peer_failed: Message {
        title: "{country} kunne ikke logge deg inn",
        body: "Innloggingen i {country} endte med en feil. Det er ikke din feil, og heller ikke feil hos {service}.",
        advice: "Prøv igjen. Skjer det på nytt, vet brukerstøtten for e-ID-en din mer.",
    },
    level_too_low: Message {
        title: "Du trenger en sterkere e-ID",
        body: "{service} krever et høyere sikkerhetsnivå enn e-ID-en du brukte.",
        advice: "Prøv igjen med en sterkere e-ID, hvis landet ditt har en.",
    },
    answer_invalid: Message {
        title: "Vi kunne ikke bruke svaret fra {country}",
        body: "Svaret besto ikke sikkerhetskontrollen vår, så vi har ikke logget deg inn. Det er ikke din feil.",
        advice: "Prøv igjen. Skjer det på nytt, oppgi referansen nedenfor til oss.",
    },
    answer_late: Message {
        title: "Svaret kom for sent",
        body: "Av hensyn til sikkerheten din er et svar fra et annet land bare gyldig i noen minutter.",
        advice: "Prøv igjen; du trenger ikke å velge land en gang til.",
    },
    answer_used: Message {
        title: "Denne innloggingen er allerede brukt",
        body: "Det samme svaret kan bare brukes én gang. Kanskje lastet du inn en gammel side på nytt.",
        advice: "Gå tilbake til tjenesten. Er du ikke logget inn der, starter du på nytt.",
    },
    incomplete: Message {
        title: "{country} sendte ikke alt som trengs",
        body: "Noen av grunnopplysningene dine (navn, fødselsdato, identifikator) manglet i svaret, så vi kan ikke logge deg inn.",
        advice: "Brukerstøtten for e-ID-en din vet hvilke opplysninger den sender. Du kan prøve igjen eller velge et annet land.",
    },
    representation: Message {
        title: "Her kan du bare logge inn som deg selv",
        body: "{country} opplyste at du handler på vegne av noen andre. Det kan ikke {service} ta imot.",
        advice: "Prøv igjen og logg inn for deg selv.",
    },
    country_unavailable: Message {
        title: "Vi får ikke kontakt med {country} nå",
        body: "Vi har ingen gyldig forbindelse med innloggingstjenesten i {country} for øyeblikket. Det er ikke din feil.",
        advice: "Prøv igjen senere, eller velg et annet land hvis du har en e-ID der.",
    },
    country_suspended: Message {
        title: "Innlogging fra {country} er midlertidig stengt",
        body: "Innlogging fra {country} er stengt av sikkerhetsgrunner eller på grunn av vedlikehold.",
        advice: "Prøv igjen senere, eller gå tilbake til tjenesten.",
    },
    cookie_missing: Message {
        title: "Vi kjenner ikke igjen denne nettleseren",
        body: "En innlogging må avsluttes i den samme nettleseren som den begynte i, og informasjonskapsler må være tillatt. Det beskytter deg mot at andre bruker innloggingen din.",
        advice: "Tillat informasjonskapsler for dette nettstedet, gå tilbake til tjenesten og start på nytt der.",
    },
    too_many_logins: Message {
        title: "For mange innlogginger er åpne samtidig",
        body: "Denne nettleseren har begynt så mange innlogginger at den eldste måtte lukkes. Dette var en av dem.",
        advice: "Gå tilbake til tjenesten og start på nytt.",
    },
    flow_expired: Message {
        title: "Innloggingen tok for lang tid",
        body: "Av hensyn til sikkerheten din må en innlogging være ferdig innen {minutes} minutter.",
        advice: "Gå tilbake til tjenesten og start på nytt.",
    },
    flow_unknown: Message {
        title: "Denne innloggingen finnes ikke lenger",
        body: "Kanskje åpnet du et bokmerke eller en gammel side. En innlogging kan bare begynne hos tjenesten du vil bruke.",
        advice: "Gå til tjenesten og logg inn derfra.",
    },
    flow_finished: Message {
        title: "Denne innloggingen er allerede ferdig",
        body: "Du er allerede sendt videre til {service}.",
        advice: "Fortsett hos tjenesten. Er du ikke logget inn der, starter du på nytt.",
    },
    not_for_people: Message {
        title: "Her er det ingenting å se",
        body: "Denne adressen tar imot meldinger mellom innloggingstjenestene i europeiske land.",
        advice: "Gå til tjenesten du vil bruke og logg inn derfra.",
    },
    client_unknown: Message {
        title: "Vi kjenner ikke tjenesten som sendte deg",
        body: "Tjenesten er ikke registrert her, eller den oppga feil returadresse. Derfor kan vi ikke sende deg tilbake automatisk.",
        advice: "Si fra til tjenesten. Feilen er deres, ikke din.",
    },
    request_invalid: Message {
        title: "Tjenesten sendte noe vi ikke kan bruke",
        body: "Innloggingsforespørselen fra tjenesten har en feil. Det er ikke din feil.",
        advice: "Gå tilbake til tjenesten og prøv igjen. Skjer det på nytt, si fra til tjenesten.",
    },
    too_many_attempts: Message {
        title: "Denne innloggingen er forsøkt for mange ganger",
        body: "Du er sendt ut tre ganger i denne innloggingen uten at det kom noe svar.",
        advice: "Gå tilbake til tjenesten og start på nytt.",
    },
    not_found: Message {
        title: "Denne siden finnes ikke",
        body: "Adressen er feil eller gammel.",
        advice: "Gå til tjenesten du vil bruke og logg inn derfra.",
    },
    internal: Message {
        title: "Noe gikk galt hos oss",
        body: "Det er ikke din feil. Ingenting er sendt til tjenesten.",
        advice: "Prøv igjen om et øyeblikk. Skjer det på nytt, oppgi referansen nedenfor til oss.",
    },
    unavailable: Message {
        title: "Vi kan ikke logge inn noen akkurat nå",
        body: "Innloggingstjenesten startes på nytt eller har en feil. Det er ikke din feil.",
        advice: "Prøv igjen om noen minutter.",
    },
};
