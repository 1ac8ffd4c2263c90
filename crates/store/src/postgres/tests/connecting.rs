//! Which server and which role will do, and how it is known that it is the right one.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_would_forget_or_has_no_tables_is_refused_with_the_remedy() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = options(server, &server.database());
    let refused = Postgres::verify(options.clone()).await.unwrap_err();
    assert!(
        refused.to_string().contains("landport store migrate"),
        "{refused}"
    );
    let migrated = migrate(options.clone(), None, true).await.unwrap();
    assert_eq!(
        migrated,
        Migrated {
            from: 0,
            to: 2,
            needs: 2
        }
    );
    let migrated = migrate(options.clone(), None, false).await.unwrap();
    assert_eq!(
        migrated,
        Migrated {
            from: 2,
            to: 2,
            needs: 2
        }
    );
    Postgres::verify(options.clone()).await.unwrap();
    let database = &options.database;
    for (says, remedy) in [
        (
            "update landport.version set needs = 9, schema = 9",
            "for schema 9",
        ),
        (
            "update landport.version set needs = 0, schema = 0",
            "store migrate",
        ),
    ] {
        server.sql(database, says);
        let refused = Postgres::verify(options.clone()).await.unwrap_err();
        assert!(refused.to_string().contains(remedy), "{refused}");
    }
    // Expanded by a newer version that this one may run beside.
    server.sql(
        database,
        "update landport.version set needs = 2, schema = 9",
    );
    Postgres::verify(options.clone()).await.unwrap();
    server.sql(
        database,
        &format!("alter database {database} set synchronous_commit = off"),
    );
    let refused = Postgres::verify(options).await.unwrap_err();
    assert!(
        refused.to_string().contains("synchronous_commit"),
        "{refused}"
    );
}

/// A role that uses the tables cannot change them, and needs its password.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_of_its_own_with_a_password_over_verified_tls_suffices() {
    let Some(mut server) = Server::start() else {
        return;
    };
    let database = server.database();
    server.sql(
        "postgres",
        "create role node login password 'a long password'",
    );
    migrate(options(&server, &database), Some("node"), false)
        .await
        .unwrap();
    let (certificate, key) = certificate();
    server.file("server.crt", &certificate);
    server.file("server.key", &key);
    server.file("pg_hba.conf", b"hostssl all node 127.0.0.1/32 scram-sha-256\nlocal all all trust\nhost all landport 127.0.0.1/32 trust\n");
    server.configure("ssl = on");
    server.end();
    server.go_on();

    let dir = tempfile::tempdir().unwrap();
    let (password, authorities) = (dir.path().join("password"), dir.path().join("ca.pem"));
    std::fs::write(&password, "a long password\n").unwrap();
    std::fs::write(&authorities, &certificate).unwrap();
    let good = PostgresOptions {
        hosts: vec![("localhost".to_owned(), server.port)],
        user: "node".to_owned(),
        password_file: Some(password.clone()),
        authorities: Some(authorities.clone()),
        ..options(&server, &database)
    };
    let node = Node::open(&good, &Env::system()).await;
    let (key, expires_ms) = fresh(&Env::system());
    node.store
        .put(key, b"value".to_vec(), expires_ms)
        .await
        .unwrap();
    node.store.durable().await.unwrap();
    let encrypted = "select count(*) > 0 and bool_and(ssl) from pg_stat_ssl natural join \
                     pg_stat_activity where usename = 'node'";
    assert_eq!(server.sql("postgres", encrypted), "t");

    let refused = async |options: &PostgresOptions| {
        Postgres::verify(options.clone())
            .await
            .unwrap_err()
            .to_string()
    };
    let plain = PostgresOptions {
        authorities: None,
        ..good.clone()
    };
    assert!(
        refused(&plain).await.contains("no encryption"),
        "{}",
        refused(&plain).await
    );
    let elsewhere = PostgresOptions {
        hosts: vec![("127.0.0.1".to_owned(), server.port)],
        ..good.clone()
    };
    let said = refused(&elsewhere).await;
    assert!(said.contains("not valid for name"), "{said}");
    std::fs::write(&authorities, self::certificate().0).unwrap();
    let said = refused(&good).await;
    assert!(said.contains("certificate"), "{said}");
    std::fs::write(&authorities, &certificate).unwrap();
    std::fs::write(&password, "another password").unwrap();
    let said = refused(&good).await;
    assert!(said.contains("password authentication failed"), "{said}");
}

/// A certificate for `localhost` that vouches for itself, and its key; PEM.
fn certificate() -> (Vec<u8>, Vec<u8>) {
    use openssl::asn1::Asn1Time;
    use openssl::bn::{BigNum, MsbOption};
    use openssl::ec::{EcGroup, EcKey};
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;
    use openssl::pkey::PKey;
    use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
    use openssl::x509::{X509, X509NameBuilder};
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut serial = BigNum::new().unwrap();
    serial.rand(64, MsbOption::MAYBE_ZERO, false).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder
        .set_serial_number(&serial.to_asn1_integer().unwrap())
        .unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder
        .set_not_before(&Asn1Time::days_from_now(0).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::days_from_now(2).unwrap())
        .unwrap();
    builder
        .append_extension(BasicConstraints::new().build().unwrap())
        .unwrap();
    let names = SubjectAlternativeName::new()
        .dns("localhost")
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    (
        builder.build().to_pem().unwrap(),
        key.private_key_to_pem_pkcs8().unwrap(),
    )
}
