// SPDX-License-Identifier: EUPL-1.2
//! `[keys]` as meant: every file read, what is wrong with one said at the line that names it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eidas::Instant;

use super::resolve::{Resolver, values};
use super::watch::open_to_others;
use super::{
    ConnectorSettings, EidId, IdentifierPolicy, KeyFiles, ProxyServiceSettings, RoleFiles,
};
use crate::config::{self, At, Pkcs11Written};
use crate::keys::hsm::HsmSettings;
use crate::keys::{self, KeyRole, Keys, Managed};

/// Which line named which file of which role, so that what is wrong with a file is said at its line.
type Named = BTreeMap<(&'static str, PathBuf), At<PathBuf>>;

impl Resolver {
    /// The files and what is in them.
    pub(super) fn keys(
        &mut self,
        section: &At<config::Keys>,
        eids: &[(EidId, At<PathBuf>)],
        (pkcs11, data): (Option<&At<Pkcs11Written>>, Option<&Path>),
    ) -> Option<(KeyFiles, Keys)> {
        let keys = &section.value;
        let mut named = Named::new();
        let roles = self.roles(keys, &mut named);
        self.without_roles(keys, eids, &mut named);
        if keys.pairwise_backup_recorded.is_none() {
            self.warn(
                section,
                "no backup of the pairwise key is recorded: if it is lost, every service sees new \
                 persons. Put a copy in a safe place and write pairwise_backup_recorded = \"date\"",
            );
        }
        let mut files = self.files(keys, roles, eids)?;
        if let Some(at) = pkcs11 {
            files.pkcs11 = Some(self.pkcs11(&at.value)?);
        }
        if keys.managed.as_ref().is_some_and(|at| at.value) {
            self.managed(section, &mut files, data?)?;
        } else if let Some(Ok(Some(_))) = data.map(Managed::read) {
            self.warn(
                section,
                "landport keys kept the lists of these keys, and managed = true is gone: write them here as landport \
                 keys status shows them, or keys that were retired are used again",
            );
        }
        for at in named.values() {
            self.secret_file(at);
        }
        let keys = self.load(section, &files, &named)?;
        Some((files, keys))
    }

    /// The keys that change by role: next, current, retired. A role that is not written is `None`.
    fn roles(&mut self, keys: &config::Keys, named: &mut Named) -> [Option<RoleFiles>; 4] {
        let roles = [
            ("saml_signing", &keys.saml_signing),
            ("saml_encryption", &keys.saml_encryption),
            ("metadata_signing", &keys.metadata_signing),
            ("oidc_signing", &keys.oidc_signing),
        ];
        roles.map(|(name, written)| {
            let written = &written.as_ref()?.value;
            let role = self.role(name, written, named);
            if let Some(current) = &written.current
                && role.current.is_empty()
            {
                self.wrong(current, "no key in use", "Name at least one key file");
            }
            Some(role)
        })
    }

    fn role(&self, name: &'static str, written: &config::Role, named: &mut Named) -> RoleFiles {
        let mut list = |list: &Option<At<Vec<At<PathBuf>>>>| {
            let mut paths = Vec::new();
            for at in list.iter().flat_map(|list| &list.value) {
                let path = self.path(&at.value);
                named.insert((name, path.clone()), at.clone());
                paths.push(path);
            }
            paths
        };
        RoleFiles {
            next: list(&written.next),
            current: list(&written.current),
            retired: list(&written.retired),
        }
    }

    /// The keys that have no roles.
    fn without_roles(&self, keys: &config::Keys, eids: &[(EidId, At<PathBuf>)], named: &mut Named) {
        let alone = [("pairwise", &keys.pairwise), ("audit", &keys.audit)];
        let alone = alone
            .into_iter()
            .filter_map(|(name, at)| Some((name, at.as_ref()?)));
        let identifier = keys.identifier.iter().flat_map(|list| &list.value);
        let identifier = identifier.map(|at| ("identifier", at));
        let eids = eids.iter().map(|(_, at)| ("eid", at));
        for (name, at) in alone.chain(identifier).chain(eids) {
            named.insert((name, self.path(&at.value)), at.clone());
        }
    }

    /// The files of the section, as it is written: neither in a token nor managed.
    fn files(
        &self,
        keys: &config::Keys,
        roles: [Option<RoleFiles>; 4],
        eids: &[(EidId, At<PathBuf>)],
    ) -> Option<KeyFiles> {
        let [
            saml_signing,
            saml_encryption,
            metadata_signing,
            oidc_signing,
        ] = roles;
        Some(KeyFiles {
            saml_signing: saml_signing?,
            saml_signing_switch_at: keys.saml_signing_switch_at.as_ref().map(|at| at.value.0),
            saml_encryption: saml_encryption?,
            metadata_signing: metadata_signing?,
            oidc_signing: oidc_signing?,
            pairwise: self.path(&keys.pairwise.as_ref()?.value),
            audit: self.path(&keys.audit.as_ref()?.value),
            pairwise_backup: keys
                .pairwise_backup_recorded
                .as_ref()
                .map(|at| at.value.0.clone()),
            identifier: values(keys.identifier.as_ref())
                .iter()
                .map(|file| self.path(file))
                .collect(),
            identifier_backup: keys
                .identifier_backup_recorded
                .as_ref()
                .map(|at| at.value.0.clone()),
            eids: eids
                .iter()
                .map(|(id, at)| (id.clone(), self.path(&at.value)))
                .collect(),
            pkcs11: None,
            home: self.directory.clone(),
            managed: None,
        })
    }

    /// Reads the files. What cannot be used, was not tried or ends soon is said at its line.
    fn load(
        &mut self,
        section: &At<config::Keys>,
        files: &KeyFiles,
        named: &Named,
    ) -> Option<Keys> {
        match Keys::load(files) {
            Ok(loaded) => {
                for untried in loaded.untried() {
                    let file = untried.file.display();
                    self.warn(
                        section,
                        format!("URGENT: the key of {file} was not tried: {}", untried.what),
                    );
                }
                self.ends_of_certificates(section, &loaded, named);
                Some(loaded)
            }
            Err(problems) => {
                for problem in problems {
                    let what = format!("{}: {}", problem.file.display(), problem.what);
                    match named.get(&(problem.role, problem.file)) {
                        Some(at) => self.wrong(at, what, problem.remedy),
                        None => self.wrong(section, what, problem.remedy),
                    }
                }
                None
            }
        }
    }

    fn ends_of_certificates(&mut self, section: &At<config::Keys>, keys: &Keys, named: &Named) {
        for (file, certificate) in keys.certificates() {
            let line = named.iter().find(|((_, path), _)| path == file);
            let (line, field) = match line {
                Some((_, at)) => (at.line, at.field.clone()),
                // One that `landport keys` made.
                None => (section.line, section.field.clone()),
            };
            let at = &At {
                value: (),
                line,
                field,
            };
            let what = format!("the certificate in {}", file.display());
            if certificate.not_after() <= self.now.seconds() {
                self.warn(at, format!("{what} has expired"));
            }
            let end = Instant::from_ms(certificate.not_after().saturating_mul(1000));
            let remedy =
                "Begin with landport keys next, and landport keys status says what follows";
            self.ends(at, &what, end, remedy);
        }
    }

    /// The token that keys may lie in.
    fn pkcs11(&mut self, written: &Pkcs11Written) -> Option<HsmSettings> {
        /// Debian's SoftHSM and the devices that are known take hundreds; one answers one at a time.
        const MOST: u32 = 64;
        let (pin, sessions) = (written.pin_file.as_ref()?, written.sessions.as_ref()?);
        self.secret_file(pin);
        self.read_text(pin)?;
        if !(1..=MOST).contains(&sessions.value) {
            let instead = format!("Write 1 to {MOST}");
            self.wrong(sessions, "no number of sessions", instead);
            return None;
        }
        Some(HsmSettings {
            module: self.path(&written.module.as_ref()?.value),
            token: written.token.as_ref()?.value.clone(),
            pin_file: self.path(&pin.value),
            sessions: usize::try_from(sessions.value).unwrap_or(1),
        })
    }

    /// The lists that `landport keys` remembers, in place of those that the configuration begins with.
    fn managed(
        &mut self,
        section: &At<config::Keys>,
        files: &mut KeyFiles,
        data: &Path,
    ) -> Option<()> {
        if let Some(at) = &section.value.saml_signing_switch_at {
            let what = "the keys are managed, and this line would be written by nobody but you";
            let instead = "Take it out; landport keys promote saml-signing announces the change";
            self.wrong(at, what, instead);
        }
        match Managed::read(data) {
            Ok(Some(managed)) => managed.put_into(files, data),
            Ok(None) => files.managed = Some(0),
            Err(error) => {
                let place = keys::managed::directory(data);
                let what = format!(
                    "roles.json in {}, which says which keys are in use, cannot be read ({error})",
                    place.display()
                );
                self.wrong(section, what, "Bring it back from the last backup");
                return None;
            }
        }
        for role in KeyRole::ALL {
            let lists = files.role(role);
            for path in [&lists.next, &lists.current, &lists.retired]
                .into_iter()
                .flatten()
            {
                if let Some(text) = open_to_others(path, "600") {
                    self.warn(section, text);
                }
            }
        }
        if files
            .saml_signing_switch_at
            .is_some_and(|at| at <= self.now)
        {
            self.warn(
                section,
                "the new keys sign SAML messages since their moment: landport keys retire saml-signing",
            );
        }
        Some(())
    }

    /// An announced change of the keys that sign SAML messages: to keys that are there, and not sooner
    /// than what others hold of our metadata has ended.
    pub(super) fn signing_switch(
        &mut self,
        keys: &At<config::Keys>,
        files: &KeyFiles,
        connector: &ConnectorSettings,
        proxy_service: Option<&ProxyServiceSettings>,
    ) {
        let Some(at) = &keys.value.saml_signing_switch_at else {
            return;
        };
        if files.managed.is_some() {
            return;
        }
        let validity = proxy_service.map(|ours| ours.metadata_validity);
        let validity = connector
            .metadata_validity
            .max(validity.unwrap_or_default());
        if files.saml_signing.next.is_empty() {
            let what = "there is no key to change to";
            self.wrong(at, what, "Name the new keys in keys.saml_signing.next");
        }
        let (switch, hours) = (at.value.0, validity.as_secs() / 3600);
        if switch <= self.now {
            self.warn(
                at,
                "the keys of keys.saml_signing.next sign since then. Write them into current in place \
                 of the old ones, the old ones into next, and take this line out; ten minutes later \
                 the old ones too",
            );
        } else if switch < self.now.plus(validity) {
            let text = format!(
                "others may hold metadata of ours that ends after this. Unless this line was in force \
                 {hours} hours before it, write {} or later",
                self.now.plus(validity)
            );
            self.warn(at, text);
        }
    }

    /// The keys of identifiers for other countries: there when a policy needs them, and backed up.
    pub(super) fn identifier_keys(
        &mut self,
        section: &At<config::ProxyService>,
        proxy: &ProxyServiceSettings,
        keys: &At<config::Keys>,
    ) {
        let per_country = proxy.identifier == IdentifierPolicy::PerCountry
            || proxy
                .countries
                .iter()
                .any(|(_, policy)| *policy == IdentifierPolicy::PerCountry);
        let there = keys
            .value
            .identifier
            .as_ref()
            .is_some_and(|list| !list.value.is_empty());
        if per_country && !there {
            self.wrong(
                section,
                "identifiers per country need a key",
                "Write keys.identifier = [\"keys/identifier.key\"], made with openssl rand -base64 32",
            );
        }
        if there && keys.value.identifier_backup_recorded.is_none() {
            self.warn(
                keys,
                "no backup of the identifier keys is recorded: if they are lost, other countries \
                 see new persons. Put a copy in a safe place and write \
                 identifier_backup_recorded = \"date\"",
            );
        }
    }
}
