//! The texts of the pages where a person chooses a national e-ID, and of what can go wrong there.
//! Placeholders: `{country}`, `{in_country}`, `{eid}`, `{level}`, `{service}`, `{minutes}`.

use super::texts::Message;

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "each field is named after the place where its text stands"
)]
pub struct NationalTexts {
    pub abroad_title: &'static str,
    pub abroad_body: &'static str,
    pub some_service: &'static str,
    pub nameless: &'static str,
    pub level: &'static str,
    pub level_highest: &'static str,
    pub nobody: &'static str,
    pub greyed_legend: &'static str,
    pub why_planned: &'static str,
    pub why_pre_notified: &'static str,
    pub why_level: &'static str,
    pub why_no_terms: &'static str,
    pub why_suspended: &'static str,
    pub why_unavailable: &'static str,
    pub unnotified: &'static str,
    pub choose_first: &'static str,
    pub not_possible: &'static str,
    pub just_failed: &'static str,
    pub step_up: &'static str,

    pub persons_title: &'static str,
    pub persons_warning: &'static str,
    pub persons_legend: &'static str,
    pub persons_choose_first: &'static str,
    pub persons_another: &'static str,

    pub try_again: &'static str,
    pub another: &'static str,

    pub cancelled: Message,
    pub failed: Message,
    pub level_too_low: Message,
    pub answer_invalid: Message,
    pub answer_late: Message,
    pub incomplete: Message,
    pub not_notified: Message,
    pub suspended: Message,
    pub unavailable: Message,
}

pub(super) const NB: NationalTexts = NationalTexts {
    abroad_title: "Logg inn på en tjeneste {in_country}",
    abroad_body: "{service} {in_country} spør hvem du er. Du logger inn med en norsk e-ID. Før noe blir sendt, ser du hva det er, og du kan si nei.",
    some_service: "En tjeneste",
    nameless: "tjenesten {in_country}",
    level: "Det kreves en e-ID på nivået «{level}» eller høyere.",
    level_highest: "Det kreves en e-ID på nivået «{level}», som er det høyeste.",
    nobody: "Ingen e-ID kan brukes til denne innloggingen akkurat nå.",
    greyed_legend: "E-ID-er som ikke kan brukes nå",
    why_planned: "Ikke godkjent for bruk i andre land ennå",
    why_pre_notified: "Godkjenning for bruk i andre land pågår",
    why_level: "Når ikke sikkerhetsnivået som kreves",
    why_no_terms: "Ingen avtale om bruk hos private virksomheter {in_country}",
    why_suspended: "Midlertidig stengt",
    why_unavailable: "Svarer ikke akkurat nå",
    unnotified: "Bare i test: ikke godkjent for bruk i andre land",
    choose_first: "Velg en e-ID før du går videre.",
    not_possible: "Denne e-ID-en kan ikke brukes til denne innloggingen nå. Velg en annen.",
    just_failed: "{eid} svarer ikke akkurat nå. Velg en annen e-ID, eller prøv igjen om litt.",
    step_up: "Du er logget inn, men på et lavere nivå enn {service} krever. Logg inn på nytt med en sterkere e-ID.",

    persons_title: "Velg en testperson",
    persons_warning: "Bare i test: alle kan logge inn som hvem som helst av disse. Ingen av dem finnes.",
    persons_legend: "Hvem vil du være?",
    persons_choose_first: "Velg en testperson før du går videre.",
    persons_another: "Logg inn på en annen måte",

    try_again: "Prøv igjen med {eid}",
    another: "Velg en annen e-ID",

    cancelled: Message {
        title: "Innloggingen med {eid} ble stoppet",
        body: "Du avbrøt, eller {eid} bekreftet ikke hvem du er. Ingenting er sendt til {service}.",
        advice: "Du kan prøve igjen, velge en annen e-ID eller gå tilbake til tjenesten.",
    },
    failed: Message {
        title: "{eid} kunne ikke logge deg inn",
        body: "Innloggingen hos {eid} endte med en feil. Det er ikke din feil, og heller ikke feil hos {service}.",
        advice: "Prøv igjen, eller velg en annen e-ID.",
    },
    level_too_low: Message {
        title: "Du trenger en sterkere e-ID",
        body: "Innloggingen med {eid} når ikke sikkerhetsnivået som {service} krever.",
        advice: "Velg en sterkere e-ID.",
    },
    answer_invalid: Message {
        title: "Vi kunne ikke bruke svaret fra {eid}",
        body: "Svaret besto ikke sikkerhetskontrollen vår, så vi har ikke logget deg inn. Det er ikke din feil.",
        advice: "Prøv igjen. Skjer det på nytt, oppgi referansen nedenfor til oss.",
    },
    answer_late: Message {
        title: "Du må logge inn på nytt hos {eid}",
        body: "Denne innloggingen må skje nå; en innlogging fra før kan ikke brukes. {eid} svarte med en som er eldre.",
        advice: "Prøv igjen, og logg inn på nytt når du blir bedt om det.",
    },
    incomplete: Message {
        title: "{eid} sendte ikke alt som trengs",
        body: "Noen av grunnopplysningene dine (navn, fødselsdato, fødselsnummer) manglet eller var feil i svaret, så vi kan ikke logge deg inn.",
        advice: "Velg en annen e-ID, eller spør brukerstøtten for e-ID-en din.",
    },
    not_notified: Message {
        title: "E-ID-en du brukte, kan ikke brukes i andre land ennå",
        body: "Du logget inn hos {eid}, men med en e-ID som ikke er godkjent for bruk i andre land. Ingenting er sendt til {service}.",
        advice: "Prøv igjen, og velg der en e-ID som er godkjent.",
    },
    suspended: Message {
        title: "{eid} er midlertidig stengt",
        body: "Innlogging med {eid} er stengt av hensyn til sikkerhet eller vedlikehold.",
        advice: "Velg en annen e-ID, eller prøv igjen senere.",
    },
    unavailable: Message {
        title: "{eid} svarer ikke akkurat nå",
        body: "Vi får ikke kontakt med {eid}. Det er ikke din feil, og heller ikke feil hos {service}.",
        advice: "Velg en annen e-ID, eller prøv igjen om noen minutter.",
    },
};

pub(super) const NN: NationalTexts = NationalTexts {
    abroad_title: "Logg inn på ei teneste {in_country}",
    abroad_body: "{service} {in_country} spør kven du er. Du loggar inn med ein norsk e-ID. Før noko blir sendt, ser du kva det er, og du kan seie nei.",
    some_service: "Ei teneste",
    nameless: "tenesta {in_country}",
    level: "Det krevst ein e-ID på nivået «{level}» eller høgare.",
    level_highest: "Det krevst ein e-ID på nivået «{level}», som er det høgaste.",
    nobody: "Ingen e-ID kan brukast til denne innlogginga akkurat no.",
    greyed_legend: "E-ID-ar som ikkje kan brukast no",
    why_planned: "Ikkje godkjend for bruk i andre land enno",
    why_pre_notified: "Godkjenning for bruk i andre land er i gang",
    why_level: "Når ikkje tryggleiksnivået som krevst",
    why_no_terms: "Inga avtale om bruk hos private verksemder {in_country}",
    why_suspended: "Mellombels stengd",
    why_unavailable: "Svarar ikkje akkurat no",
    unnotified: "Berre i test: ikkje godkjend for bruk i andre land",
    choose_first: "Vel ein e-ID før du går vidare.",
    not_possible: "Denne e-ID-en kan ikkje brukast til denne innlogginga no. Vel ein annan.",
    just_failed: "{eid} svarar ikkje akkurat no. Vel ein annan e-ID, eller prøv igjen om litt.",
    step_up: "Du er logga inn, men på eit lågare nivå enn {service} krev. Logg inn på nytt med ein sterkare e-ID.",

    persons_title: "Vel ein testperson",
    persons_warning: "Berre i test: alle kan logge inn som kven som helst av desse. Ingen av dei finst.",
    persons_legend: "Kven vil du vere?",
    persons_choose_first: "Vel ein testperson før du går vidare.",
    persons_another: "Logg inn på ein annan måte",

    try_again: "Prøv igjen med {eid}",
    another: "Vel ein annan e-ID",

    cancelled: Message {
        title: "Innlogginga med {eid} vart stoppa",
        body: "Du avbraut, eller {eid} stadfesta ikkje kven du er. Ingenting er sendt til {service}.",
        advice: "Du kan prøve igjen, velje ein annan e-ID eller gå tilbake til tenesta.",
    },
    failed: Message {
        title: "{eid} kunne ikkje logge deg inn",
        body: "Innlogginga hos {eid} enda med ein feil. Det er ikkje din feil, og heller ikkje feil hos {service}.",
        advice: "Prøv igjen, eller vel ein annan e-ID.",
    },
    level_too_low: Message {
        title: "Du treng ein sterkare e-ID",
        body: "Innlogginga med {eid} når ikkje tryggleiksnivået som {service} krev.",
        advice: "Vel ein sterkare e-ID.",
    },
    answer_invalid: Message {
        title: "Vi kunne ikkje bruke svaret frå {eid}",
        body: "Svaret kom ikkje gjennom tryggleikskontrollen vår, så vi har ikkje logga deg inn. Det er ikkje din feil.",
        advice: "Prøv igjen. Skjer det på nytt, gi oss referansen nedanfor.",
    },
    answer_late: Message {
        title: "Du må logge inn på nytt hos {eid}",
        body: "Denne innlogginga må skje no; ei innlogging frå før kan ikkje brukast. {eid} svara med ei som er eldre.",
        advice: "Prøv igjen, og logg inn på nytt når du blir beden om det.",
    },
    incomplete: Message {
        title: "{eid} sende ikkje alt som trengst",
        body: "Nokre av grunnopplysningane dine (namn, fødselsdato, fødselsnummer) mangla eller var feil i svaret, så vi kan ikkje logge deg inn.",
        advice: "Vel ein annan e-ID, eller spør brukarstøtta for e-ID-en din.",
    },
    not_notified: Message {
        title: "E-ID-en du brukte, kan ikkje brukast i andre land enno",
        body: "Du logga inn hos {eid}, men med ein e-ID som ikkje er godkjend for bruk i andre land. Ingenting er sendt til {service}.",
        advice: "Prøv igjen, og vel der ein e-ID som er godkjend.",
    },
    suspended: Message {
        title: "{eid} er mellombels stengd",
        body: "Innlogging med {eid} er stengd av omsyn til tryggleik eller vedlikehald.",
        advice: "Vel ein annan e-ID, eller prøv igjen seinare.",
    },
    unavailable: Message {
        title: "{eid} svarar ikkje akkurat no",
        body: "Vi får ikkje kontakt med {eid}. Det er ikkje din feil, og heller ikkje feil hos {service}.",
        advice: "Vel ein annan e-ID, eller prøv igjen om nokre minutt.",
    },
};

pub(super) const EN: NationalTexts = NationalTexts {
    abroad_title: "Log in to a service {in_country}",
    abroad_body: "{service} {in_country} asks who you are. You log in with a Norwegian e-ID. Before anything is sent you see what it is, and you can say no.",
    some_service: "A service",
    nameless: "the service {in_country}",
    level: "An e-ID of level “{level}” or higher is needed.",
    level_highest: "An e-ID of level “{level}” is needed, which is the highest.",
    nobody: "No e-ID can be used for this login right now.",
    greyed_legend: "E-IDs that cannot be used now",
    why_planned: "Not yet approved for use in other countries",
    why_pre_notified: "Approval for use in other countries is in progress",
    why_level: "Does not reach the level that is needed",
    why_no_terms: "No agreement on its use by private companies {in_country}",
    why_suspended: "Temporarily closed",
    why_unavailable: "Does not answer right now",
    unnotified: "In test only: not approved for use in other countries",
    choose_first: "Choose an e-ID before you continue.",
    not_possible: "This e-ID cannot be used for this login now. Choose another one.",
    just_failed: "{eid} does not answer right now. Choose another e-ID, or try again in a moment.",
    step_up: "You are logged in, but at a lower level than {service} needs. Log in again with a stronger e-ID.",

    persons_title: "Choose a test person",
    persons_warning: "In test only: anybody can log in as any of these. None of them exists.",
    persons_legend: "Who do you want to be?",
    persons_choose_first: "Choose a test person before you go on.",
    persons_another: "Log in another way",

    try_again: "Try again with {eid}",
    another: "Choose another e-ID",

    cancelled: Message {
        title: "The login with {eid} was stopped",
        body: "You cancelled, or {eid} did not confirm who you are. Nothing has been sent to {service}.",
        advice: "You can try again, choose another e-ID, or go back to the service.",
    },
    failed: Message {
        title: "{eid} could not log you in",
        body: "The login at {eid} ended with an error. It is not your fault, and not the fault of {service}.",
        advice: "Try again, or choose another e-ID.",
    },
    level_too_low: Message {
        title: "You need a stronger e-ID",
        body: "The login with {eid} does not reach the security level that {service} needs.",
        advice: "Choose a stronger e-ID.",
    },
    answer_invalid: Message {
        title: "We could not use the answer from {eid}",
        body: "The answer did not pass our security checks, so we have not logged you in. It is not your fault.",
        advice: "Try again. If it happens again, tell us the reference below.",
    },
    answer_late: Message {
        title: "You must log in again at {eid}",
        body: "This login must happen now; an earlier one cannot be used. {eid} answered with one that is older.",
        advice: "Try again, and log in anew when you are asked to.",
    },
    incomplete: Message {
        title: "{eid} did not send all that is needed",
        body: "Some of your basic data (name, date of birth, national number) were missing or wrong in the answer, so we cannot log you in.",
        advice: "Choose another e-ID, or ask the help desk of the one you used.",
    },
    not_notified: Message {
        title: "The e-ID that you used cannot be used in other countries yet",
        body: "You logged in at {eid}, but with an e-ID that is not approved for use in other countries. Nothing has been sent to {service}.",
        advice: "Try again, and choose one there that is approved.",
    },
    suspended: Message {
        title: "{eid} is temporarily closed",
        body: "The login with {eid} has been closed for safety or maintenance.",
        advice: "Choose another e-ID, or try again later.",
    },
    unavailable: Message {
        title: "{eid} does not answer right now",
        body: "We cannot reach {eid}. It is not your fault, and not the fault of {service}.",
        advice: "Choose another e-ID, or try again in a few minutes.",
    },
};
