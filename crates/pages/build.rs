//! The texts of the pages, from files that translators' tools open to constants of the program.
//! A text that is missing, a value that is lost, markup, a plural form that the language does not
//! have: none of these compiles. docs/adr/0013. Beside them,
//! what Unicode's CLDR knows of each language.

#[path = "build/cldr.rs"]
mod cldr;
#[path = "build/texts.rs"]
mod texts;
#[path = "build/write.rs"]
mod write;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cldr::Cldr;
use texts::Language;

/// The language that all others follow.
const REFERENCE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=texts");

    let languages = languages(&root.join("texts"))?;
    let reference = languages.iter().find(|language| language.tag == REFERENCE);
    let reference = reference.ok_or("texts/en.ftl is not there")?;
    let cldr = Cldr::read(&fs::read_to_string(root.join("data/cldr.tsv"))?)?;
    let mut faults = Vec::new();
    for language in &languages {
        faults.extend(language.check(reference, &cldr.forms(&language.tag)?));
    }
    if !faults.is_empty() {
        return Err(format!("texts:\n{}", faults.join("\n")).into());
    }
    let mut texts = write::types(reference)?;
    let mut locales = cldr.names()?;
    for language in &languages {
        texts.push_str(&write::constant(reference, language)?);
        locales.push_str(&cldr.constant(&language.tag)?);
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("texts.rs"), texts)?;
    Ok(fs::write(out.join("locales.rs"), locales)?)
}

fn languages(folder: &Path) -> Result<Vec<Language>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "ftl"));
    files.sort();
    files
        .iter()
        .map(|path| {
            let tag = path.file_stem().and_then(|name| name.to_str());
            let tag = tag.ok_or("a file whose name is no language")?;
            Ok(Language::read(tag, &fs::read_to_string(path)?))
        })
        .collect()
}
