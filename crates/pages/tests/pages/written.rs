//! The pages as files, for whoever wants to look at them.

use pages::i18n::Language;

use crate::drawn::{every, is_pictured, site};
use crate::strange::{lengthened, turned};

/// `LANDPORT_PAGES=folder` writes the pages there, with style and script, for whoever wants to look at them;
/// `tests/browser/pages.cjs` does.
#[test]
fn pages_are_written_for_whoever_wants_to_look_at_them() {
    let Some(folder) = std::env::var_os("LANDPORT_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    let site = site();
    for language in Language::ALL {
        let drawn = every(&site, *language).into_iter();
        for (name, html) in drawn.filter(|(name, _)| is_pictured(name)) {
            let kind = name.replace(' ', "-");
            for part in html.split('"').filter(|part| part.starts_with("/static/")) {
                let file = folder.join(part.trim_start_matches('/'));
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, pages::asset(part).unwrap().bytes).unwrap();
            }
            // Languages that nobody speaks, for the layout.
            if *language == Language::En {
                let strange = [("xa", lengthened(&html)), ("rtl", turned(&html))];
                for (tag, html) in strange {
                    std::fs::write(folder.join(format!("{tag}-{kind}.html")), html).unwrap();
                }
            }
            std::fs::write(folder.join(format!("{}-{kind}.html", language.tag())), html).unwrap();
        }
    }
}
