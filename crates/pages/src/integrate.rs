//! How a service is connected, for its developer. In Demo and Test alone, and in English, as the
//! libraries' own manuals are.

use askama::Template;

use super::{Frame, render};

/// `/docs/integrate`.
#[derive(Debug)]
pub struct IntegratePage<'a> {
    /// Frame, in English.
    pub frame: Frame<'a>,
    /// The service that it is filled in for.
    pub client: Option<&'a str>,
    /// The services that it can be filled in for: name and address of this page.
    pub clients: &'a [(String, String)],
    /// What one needs to know: a name and its value each.
    pub facts: &'a [(&'static str, String)],
    /// `.env`.
    pub env: &'a str,
    /// Library by library.
    pub recipes: &'a [LibraryRecipe<'a>],
    /// There are traces to look at.
    pub traces: bool,
}

/// One library.
#[derive(Clone, Copy, Debug)]
pub struct LibraryRecipe<'a> {
    /// The anchor.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// How it is had and started.
    pub install: &'a str,
    /// What it has to be told.
    pub note: &'a str,
    /// Name and text.
    pub files: &'a [(&'a str, &'a str)],
}

#[derive(Template)]
#[template(path = "integrate.html")]
struct IntegrateTemplate<'a> {
    frame: &'a Frame<'a>,
    client: Option<&'a str>,
    clients: &'a [(String, String)],
    facts: &'a [(&'static str, String)],
    env: &'a str,
    recipes: &'a [LibraryRecipe<'a>],
    traces: bool,
}

impl IntegratePage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(&IntegrateTemplate {
            frame: &self.frame,
            client: self.client,
            clients: self.clients,
            facts: self.facts,
            env: self.env,
            recipes: self.recipes,
            traces: self.traces,
        })
    }
}
