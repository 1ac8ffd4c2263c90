//! What the build says of a file of texts. One good file; each test changes one thing of it.

#[path = "../../build/texts.rs"]
mod reader;

use reader::Language;

const ENGLISH: &str = "\
### Status: in use

hello = Hello { $service }
minutes = { $count ->
    [one] One minute at { $service }
   *[other] { $count } minutes at { $service }
}
in-country = { $code ->
   *[other] in { $country }
}
lost = Lost in { $country }
    .body = What happened
    .advice = What to do
";

const CZECH: &str = "\
### Status: not read by a native speaker

hello = Dobrý den, { $service }
minutes = { $count ->
    [one] Minuta ({ $service })
    [few] { $count } minuty ({ $service })
   *[other] { $count } minut ({ $service })
}
in-country = { $code ->
    [FR] ve { $country }
   *[other] v { $country }
}
lost = Ztraceno { $in_country }
    .body = Co se stalo
    .advice = Co dělat
";

fn faults(czech: &str) -> Vec<String> {
    let english = Language::read("en", ENGLISH);
    assert!(!english.unread);
    Language::read("cs", czech).check(&english, &["one", "few"])
}

/// The file with one thing changed.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(CZECH.contains(from), "{from} is not there");
    faults(&CZECH.replace(from, to))
}

#[test]
fn a_good_file_has_no_fault() {
    assert_eq!(faults(CZECH), [""; 0]);
    assert!(Language::read("cs", CZECH).unread);
}

#[test]
fn a_text_that_is_missing_is_named() {
    assert_eq!(
        changed("hello = Dobrý den, { $service }\n", ""),
        ["cs: hello: is missing"]
    );
    assert_eq!(
        changed("    .advice = Co dělat\n", ""),
        ["cs: lost.advice: is missing"]
    );
}

#[test]
fn a_text_that_nobody_asks_for_is_named() {
    assert_eq!(
        changed("hello =", "hallo = x\nhello ="),
        ["cs: hallo: is no text of ours"]
    );
    assert_eq!(
        changed("hello =", "hello = x\nhello ="),
        ["cs: hello: is there twice"]
    );
}

#[test]
fn a_value_that_is_lost_or_unknown_is_named() {
    assert_eq!(
        changed("den, { $service }", "den"),
        ["cs: hello: {service} is lost"]
    );
    assert_eq!(
        changed("den, { $service }", "den, { $servce }"),
        [
            "cs: hello: {servce} is no value of this text",
            "cs: hello: {service} is lost"
        ]
    );
    assert_eq!(
        changed("Ztraceno { $in_country }", "Ztraceno"),
        [
            "cs: lost: {country} is lost",
            "cs: lost: {in_country} is lost"
        ]
    );
}

#[test]
fn a_form_may_say_its_number_in_words_and_lose_nothing_else() {
    assert_eq!(
        changed("Minuta ({ $service })", "Minuta"),
        ["cs: minutes: {service} is lost"]
    );
    assert_eq!(
        changed("{ $count } minut ", "minut "),
        ["cs: minutes: {count} is lost"]
    );
}

#[test]
fn plural_forms_are_those_of_the_language() {
    assert_eq!(
        changed("    [few] { $count } minuty ({ $service })\n", ""),
        [r#"cs: minutes: plural forms: ["few"] missing, [] too many"#]
    );
    assert_eq!(
        changed("[few]", "[many]"),
        [r#"cs: minutes: plural forms: ["few"] missing, ["many"] too many"#]
    );
    assert_eq!(
        changed("*[other] { $count } minut", "*[many] { $count } minut"),
        [
            r#"cs: minutes: plural forms: ["other"] missing, ["many"] too many"#,
            "cs: minutes: the form for everything else is not *[other]",
        ]
    );
}

#[test]
fn only_a_text_with_forms_may_have_them() {
    let formed = "hello = { $service ->\n   *[other] { $service }\n}\n";
    assert_eq!(
        changed("hello = Dobrý den, { $service }\n", formed)[0],
        "cs: hello: has forms where it may have none"
    );
}

#[test]
fn markup_does_not_come_by_way_of_a_translation() {
    for hostile in ["<b>Co</b>", "Co&nbsp;se", "javascript://x", "`x`"] {
        assert_eq!(
            changed("Co se stalo", hostile),
            ["cs: lost.body: has markup"],
            "{hostile}"
        );
    }
    for unseen in ["Co\u{200b}se", "Co \u{202e}se"] {
        assert_eq!(
            changed("Co se stalo", unseen),
            ["cs: lost.body: has a character that nobody sees"]
        );
    }
    assert_eq!(
        changed("Co se stalo", "Co  se"),
        ["cs: lost.body: has a space too many"]
    );
}

#[test]
fn marks_are_those_of_print_and_stay_with_their_words() {
    for typed in ["Co's", "„Co\""] {
        assert_eq!(
            changed("Co se stalo", typed),
            ["cs: lost.body: has a mark of typewriters: ’ is an apostrophe"],
            "{typed}"
        );
    }
    for torn in ["Co se stalo ?", "Co : se stalo"] {
        assert_eq!(
            changed("Co se stalo", torn),
            ["cs: lost.body: has a space where a line may end before a mark: write U+00A0"],
            "{torn}"
        );
    }
    assert_eq!(changed("Co se stalo", "«\u{a0}Co’s\u{a0}?»"), [""; 0]);
}

#[test]
fn what_would_need_an_interpreter_is_refused() {
    for (more, fault) in [
        ("-brand = x\n", "cs: brand: is a term"),
        (
            "hello2 = { hello }\n",
            "cs: hello2: has more in braces than a variable",
        ),
        (
            "hello2 = { NUMBER($count) }\n",
            "cs: hello2: has more in braces than a variable",
        ),
    ] {
        assert!(
            faults(&format!("{CZECH}{more}")).contains(&fault.to_owned()),
            "{more}"
        );
    }
    assert!(
        faults("### Status: in use\n\nhello\n")
            .iter()
            .any(|fault| fault.contains("hello: cannot be read"))
    );
}

#[test]
fn a_file_says_whether_it_was_read() {
    assert_eq!(
        changed("### Status: not read by a native speaker", "### Czech"),
        ["cs: head: must say the status of the texts"]
    );
}
