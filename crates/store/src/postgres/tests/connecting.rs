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

    // Another certificate by another authority, while nodes run: whoever connects next reads the file again.
    std::fs::write(&password, "a long password").unwrap();
    let (certificate, private) = self::certificate();
    server.file("server.crt", &certificate);
    server.file("server.key", &private);
    std::fs::write(&authorities, &certificate).unwrap();
    server.sql("postgres", "select pg_reload_conf()");
    server.sql(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'node'",
    );
    let since = Env::system().stopwatch();
    while node.store.get(key).await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(5), "nobody connects");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A database as somebody with strict habits sets it up, and a role that may too little: said by `check`, before a node
/// starts.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_may_too_little_and_another_isolation_are_refused_with_the_remedy() {
    let Some(server) = Server::shared() else {
        return;
    };
    let good = prepared(server).await;
    let database = &good.database;
    let role = format!("role_{database}");
    server.sql(database, &format!("create role {role} login"));
    let own = PostgresOptions {
        user: role.clone(),
        ..good.clone()
    };
    let refused = async |options: &PostgresOptions| {
        let verified = Postgres::verify(options.clone()).await;
        verified.unwrap_err().to_string()
    };
    let said = refused(&own).await;
    assert!(said.contains("--owner") && said.contains(&role), "{said}");
    server.sql(
        database,
        &format!(
            "grant usage on schema landport to {role}; \
             grant select, insert, update, delete on all tables in schema landport to {role}; \
             revoke delete on landport.outbox from {role}"
        ),
    );
    let said = refused(&own).await;
    assert!(said.contains("landport.outbox"), "{said}");
    server.sql(
        database,
        &format!("grant delete on landport.outbox to {role}"),
    );
    // What somebody else keeps there is nothing to us.
    server.sql(database, "create table landport.of_a_colleague ()");
    Postgres::verify(own.clone()).await.unwrap();
    server.sql(
        database,
        &format!("alter role {role} set default_transaction_isolation = 'repeatable read'"),
    );
    let said = refused(&own).await;
    assert!(said.contains("set it to read committed"), "{said}");
    server.sql(
        database,
        &format!(
            "alter role {role} reset default_transaction_isolation; \
             alter role {role} set client_min_messages = error"
        ),
    );
    Postgres::verify(own.clone()).await.unwrap();
    // Behind a pooler nobody says on connecting what it should be.
    let pooled = PostgresOptions {
        pooler: true,
        ..own.clone()
    };
    let said = refused(&pooled).await;
    assert!(said.contains("client_min_messages"), "{said}");
    Postgres::verify(good.clone()).await.unwrap();
}

/// A server that ends whoever does nothing: each connection that rests, and the one that hears, for it always rests.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ends_idle_connections_costs_nobody_an_answer() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    for set in [
        "idle_session_timeout",
        "idle_in_transaction_session_timeout",
    ] {
        server.sql(
            &options.database,
            &format!("alter database {} set {set} = '300ms'", options.database),
        );
    }
    let env = Env::system();
    let (a, b) = (
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    );
    let mut changes = b.store.changes().unwrap();
    for n in 0..8 {
        changes.mark_unchanged();
        let (key, expires_ms) = fresh(&env);
        a.store.put(key, vec![n], expires_ms).await.unwrap();
        tokio::time::sleep(Duration::from_millis(500)).await;
        let taken = a.store.take(key, Taker::new(b"browser", b"answer")).await;
        assert_eq!(taken.unwrap(), Taken::Won(vec![n]));
        let lever = Key::numbered(Kind::Housekeeping, 1, 1);
        a.store.put(lever, vec![n], i64::MAX).await.unwrap();
        let known = tokio::time::timeout(Duration::from_secs(2), changes.changed());
        known.await.unwrap().unwrap();
    }
}

/// Of two servers the second is a standby and always says so; what is wrong is that the first does not answer.
#[tokio::test(flavor = "multi_thread")]
async fn each_server_says_why_nobody_can_use_it() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut options = options(server, "nobody_made_it");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    options.hosts.push(("127.0.0.1".to_owned(), port));
    let said = Postgres::verify(options).await.unwrap_err().to_string();
    assert!(said.contains("\"nobody_made_it\" does not exist"), "{said}");
    assert!(said.contains(&format!("127.0.0.1 port {port}: ")), "{said}");
}

/// Seen by `landport doctor` before the evening on which it counts.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_has_too_little_of_is_worth_a_look() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut options = prepared(server).await;
    let doubts = async |options: &PostgresOptions, nodes| {
        let doubts = Postgres::doubts(options.clone(), nodes).await.unwrap();
        doubts.into_iter().map(|(what, _)| what).collect::<Vec<_>>()
    };
    assert_eq!(doubts(&options, 2).await, Vec::<String>::new());
    let many = doubts(&options, 20).await.concat();
    assert!(many.contains("20 nodes may want 200"), "{many}");
    let role = format!("few_{}", options.database);
    server.sql(
        &options.database,
        &format!("create role {role} login connection limit 9"),
    );
    options.user = role;
    let few = doubts(&options, 0).await.concat();
    assert!(
        few.contains("have 9 connections, and 1 nodes may want 10"),
        "{few}"
    );
    options.connections = 7;
    assert_eq!(doubts(&options, 1).await, Vec::<String>::new());
    options.hosts.push(options.hosts[0].clone());
    let alone = doubts(&options, 1).await.concat();
    assert!(alone.contains("waits for a standby"), "{alone}");
}

/// A package at two nodes, or two people: what one makes the other finds made.
#[tokio::test(flavor = "multi_thread")]
async fn two_who_migrate_at_once_make_one_set_of_tables() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = options(server, &server.database());
    let all = (0..6).map(|_| tokio::spawn(migrate(options.clone(), None, false)));
    let mut from_nothing = 0;
    for done in all.collect::<Vec<_>>() {
        let done = done.await.unwrap().unwrap();
        assert_eq!(done.to, 2);
        from_nothing += usize::from(done.from == 0);
    }
    assert_eq!(from_nothing, 1);
    Postgres::verify(options).await.unwrap();
}

/// Somebody dumps the database while nodes run and a new version migrates: whoever came after the migration would wait for
/// the dump with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_must_wait_for_a_dump_gives_up_and_stops_nobody() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    let database = options.database.clone();
    // As the version before left it.
    server.sql(
        &database,
        "update landport.version set schema = 1, needs = 1; alter table landport.node drop column ahead_ms",
    );
    let dump = std::thread::spawn(move || {
        let dumping =
            "begin; lock table landport.node in access share mode; select pg_sleep(8); commit";
        server.sql(&database, dumping)
    });
    let dumps = "select count(*) from pg_stat_activity \
                 where wait_event = 'PgSleep' and query like '%landport.node in access share%'";
    server.until(dumps, "1");
    let refused = migrate(options.clone(), None, false).await.unwrap_err();
    assert!(refused.to_string().contains("55P03"), "{refused}");
    assert!(!dump.is_finished(), "it waited for it");
    dump.join().unwrap();
    let migrated = migrate(options, None, false).await.unwrap();
    assert_eq!((migrated.from, migrated.to), (1, 2));
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
