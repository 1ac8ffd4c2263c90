// SPDX-License-Identifier: EUPL-1.2

//! Reading by the schema: which children, in which order, how many; which attributes; text or not.
//!
//! eIDAS Interoperability Architecture 1.4 §7.5 demands schema validation of messages, and again of
//! what was decrypted.
//! The typed readers are that validation: they go through an element's children with [`Children`]
//! and refuse whatever is left over.

use std::borrow::Cow;

use xmlsec::Element;

use crate::error::{Error, Malformed, Schema};
use crate::instant::Instant;
use crate::ns;

/// The children of an element of element-only content, taken in document order.
pub(crate) struct Children<'a> {
    parent: Element<'a>,
    rest: std::iter::Peekable<std::vec::IntoIter<Element<'a>>>,
}

impl<'a> Children<'a> {
    /// Starts; refuses character data and attributes other than `attributes`.
    pub(crate) fn of(parent: Element<'a>, attributes: &[&str]) -> Result<Self, Schema> {
        only_attributes(parent, attributes)?;
        Self::of_elements(parent)
    }

    /// The same where the schema lets attributes of other namespaces in ([`own_attributes`]).
    pub(crate) fn of_open(parent: Element<'a>, attributes: &[&str]) -> Result<Self, Schema> {
        own_attributes(parent, attributes)?;
        Self::of_elements(parent)
    }

    fn of_elements(parent: Element<'a>) -> Result<Self, Schema> {
        if parent.has_text() {
            return Err(Schema::Text {
                element: parent.name().to_owned(),
            });
        }
        let children: Vec<_> = parent.children().collect();
        Ok(Self {
            parent,
            rest: children.into_iter().peekable(),
        })
    }

    /// The next child if it is this one.
    pub(crate) fn optional(&mut self, namespace: &str, name: &str) -> Option<Element<'a>> {
        self.rest.next_if(|child| child.is(namespace, name))
    }

    /// The next child, which must be this one.
    pub(crate) fn required(
        &mut self,
        namespace: &str,
        name: &'static str,
    ) -> Result<Element<'a>, Schema> {
        self.optional(namespace, name)
            .ok_or_else(|| Schema::MissingElement {
                parent: self.parent.name().to_owned(),
                element: name,
            })
    }

    /// The next children as long as they are this one.
    pub(crate) fn many(&mut self, namespace: &str, name: &str) -> Vec<Element<'a>> {
        std::iter::from_fn(|| self.optional(namespace, name)).collect()
    }

    /// The next child, whatever it is.
    pub(crate) fn any(&mut self) -> Option<Element<'a>> {
        self.rest.next()
    }

    /// Ends; refuses a child that is left.
    pub(crate) fn end(mut self) -> Result<(), Schema> {
        match self.rest.next() {
            Some(child) => Err(unexpected(self.parent, child)),
            None => Ok(()),
        }
    }
}

/// The error for a child that may not be there.
pub(crate) fn unexpected(parent: Element<'_>, child: Element<'_>) -> Schema {
    Schema::UnexpectedElement {
        parent: parent.name().to_owned(),
        element: child.name().to_owned(),
    }
}

/// Refuses an element that is not `{namespace}name`.
pub(crate) fn root(element: Element<'_>, namespace: &str, name: &str) -> Result<(), Schema> {
    if element.is(namespace, name) {
        Ok(())
    } else {
        Err(Schema::UnexpectedElement {
            parent: String::new(),
            element: element.name().to_owned(),
        })
    }
}

/// Refuses attributes outside `names`. Those of the schema instance namespace may stand anywhere
/// (XML Schema Part 1 §2.6), except `xsi:nil`: nothing here can be nil.
pub(crate) fn only_attributes(element: Element<'_>, names: &[&str]) -> Result<(), Schema> {
    let stranger = element
        .attributes()
        .find(|attribute| match attribute.namespace {
            "" => !names.contains(&attribute.name),
            ns::XSI => attribute.name == "nil",
            _ => true,
        });
    stranger.map_or(Ok(()), |attribute| {
        Err(unexpected_attribute(element, attribute.name))
    })
}

/// Refuses attributes of no namespace outside `names`. Those of others mean nothing here: the schema
/// has `anyAttribute`, "##other" or "##any", in this place.
pub(crate) fn own_attributes(element: Element<'_>, names: &[&str]) -> Result<(), Schema> {
    let stranger = element
        .attributes()
        .find(|attribute| attribute.namespace.is_empty() && !names.contains(&attribute.name));
    stranger.map_or(Ok(()), |attribute| {
        Err(unexpected_attribute(element, attribute.name))
    })
}

fn unexpected_attribute(element: Element<'_>, attribute: &str) -> Schema {
    Schema::UnexpectedAttribute {
        element: element.name().to_owned(),
        attribute: attribute.to_owned(),
    }
}

/// The text of an element of simple content, without the white space around it.
///
/// DIFFERENCE: `xs:string` would keep that white space; the specification's own examples have
/// line breaks around values and Issuers, so it means nothing.
pub(crate) fn text<'a>(element: Element<'a>, attributes: &[&str]) -> Result<Cow<'a, str>, Schema> {
    only_attributes(element, attributes)?;
    if let Some(child) = element.children().next() {
        return Err(unexpected(element, child));
    }
    Ok(match element.text() {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
    })
}

pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// An attribute that must be there.
pub(crate) fn attribute<'a>(element: Element<'a>, name: &'static str) -> Result<&'a str, Schema> {
    element
        .attribute(name)
        .ok_or_else(|| Schema::MissingAttribute {
            element: element.name().to_owned(),
            attribute: name,
        })
}

/// An `xs:boolean` attribute.
pub(crate) fn boolean(element: Element<'_>, name: &'static str) -> Result<Option<bool>, Schema> {
    element
        .attribute(name)
        .map(|value| parse_boolean(value, name))
        .transpose()
}

/// Reads an `xs:boolean`.
pub(crate) fn parse_boolean(value: &str, name: &'static str) -> Result<bool, Schema> {
    match trim(value) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Schema::Value { name }),
    }
}

/// An `xs:dateTime` attribute that must be there. White space around it is not part of it (XML
/// Schema Part 2 §3.2.7: `whiteSpace` is `collapse`).
pub(crate) fn time(element: Element<'_>, name: &'static str) -> Result<Instant, Error> {
    let value = attribute(element, name)?;
    Instant::parse(trim(value)).ok_or_else(|| Malformed::Time { field: name }.into())
}

/// Refuses an open place (`xs:any`) that holds something of SAML or XML Signature: content that
/// we do not look at must not look like content that we do.
pub(crate) fn harmless(open: Element<'_>) -> Result<(), Schema> {
    let forbidden = open
        .descendants()
        .skip(1)
        .find(|element| is_of_saml(*element));
    match forbidden {
        Some(element) => Err(unexpected(open, element)),
        None => Ok(()),
    }
}

/// Whether an element is of SAML or XML Signature or Encryption.
pub(crate) fn is_of_saml(element: Element<'_>) -> bool {
    matches!(
        element.namespace(),
        ns::PROTOCOL | ns::ASSERTION | ns::DS | ns::XENC
    )
}
