//! A real PostgreSQL for tests: Debian's, on loopback, as a user of its own (never root), on a
//! temporary directory that goes with it. No service of the system.
//!
//! Where no server is installed the tests say so and are skipped; with `LANDPORT_POSTGRES=required`
//! (`scripts/test`) they fail.

use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A running server. It ends with this value, and at the latest with the process.
pub(crate) struct Server {
    home: tempfile::TempDir,
    pub(crate) port: u16,
    watcher: Option<Child>,
}

/// The owner of every database; only loopback and this machine's users reach it.
pub(crate) const OWNER: &str = "landport";

impl Server {
    /// A server with a fresh data directory; `None` where none is installed.
    pub(crate) fn start() -> Option<Self> {
        let home = home()?;
        let mut server = Self {
            home,
            port: free_port(),
            watcher: None,
        };
        server.run(
            "initdb",
            &[
                "-A",
                "trust",
                "-U",
                OWNER,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
                "data",
            ],
        );
        server.go_on();
        Some(server)
    }

    /// One for all tests of this process that do nothing to it.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Server>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// A replica of this one, which it waits for at each commit that waits.
    pub(crate) fn replica(&self) -> Self {
        let home = home().expect("the first one is installed");
        let mut replica = Self {
            home,
            port: free_port(),
            watcher: None,
        };
        let from = format!(
            "host=127.0.0.1 port={} user={OWNER} application_name=replica",
            self.port
        );
        replica.run(
            "pg_basebackup",
            &["-d", &from, "-D", "data", "-R", "--no-sync", "-c", "fast"],
        );
        replica.go_on();
        self.sql(
            "postgres",
            "alter system set synchronous_standby_names = 'replica'",
        );
        self.sql("postgres", "select pg_reload_conf()");
        self.until(
            "select count(*) from pg_stat_replication where sync_state = 'sync'",
            "1",
        );
        replica
    }

    /// Makes a replica the one that is written to.
    pub(crate) fn promote(&self) {
        self.sql("postgres", "select pg_promote(true, 60)");
        self.until("select pg_is_in_recovery()", "f");
    }

    /// A fresh database.
    pub(crate) fn database(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::SeqCst));
        self.sql("postgres", &format!("create database {name}"));
        name
    }

    /// What a statement says, as `psql` prints it.
    pub(crate) fn sql(&self, database: &str, statement: &str) -> String {
        let port = self.port.to_string();
        let args = [
            "-h",
            "127.0.0.1",
            "-p",
            &port,
            "-U",
            OWNER,
            "-d",
            database,
            "-AtqX",
        ];
        let said = Command::new(program("psql").expect("it came with the server"))
            .args(args)
            .args(["-v", "ON_ERROR_STOP=1", "-c", statement])
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{statement}: {words}");
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    }

    /// Waits until a statement says this.
    pub(crate) fn until(&self, statement: &str, expected: &str) {
        for _ in 0..300 {
            if self.sql("postgres", statement) == expected {
                return;
            }
            pause();
        }
        panic!("{statement} never became {expected}");
    }

    /// Sets something that needs a start.
    pub(crate) fn configure(&self, line: &str) {
        use std::io::Write as _;
        let file = self.home.path().join("data/postgresql.auto.conf");
        let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
        writeln!(file, "{line}").unwrap();
    }

    /// Writes a file that only the server's user reads, and gives its path.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.home.path().join("data").join(name);
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        if let Some((uid, gid)) = user() {
            chown(&path, Some(uid), Some(gid)).unwrap();
        }
        path
    }

    /// Kills it where it stands, as a loss of power to the process: nobody of it answers any more.
    pub(crate) fn kill(&mut self) {
        let all = self.processes().into_iter().map(|pid| pid.to_string());
        // One that ended meanwhile is as good.
        let _ = Command::new("kill").arg("-9").args(all).output().unwrap();
        self.end();
    }

    /// The server and its children.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let pid = fs::read_to_string(self.home.path().join("data/postmaster.pid")).unwrap();
        let server = pid.lines().next().unwrap().parse().unwrap();
        let parent = format!("PPid:\t{server}\n");
        let all = fs::read_dir("/proc").unwrap().flatten();
        let children = all.filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let status = fs::read_to_string(entry.path().join("status")).ok()?;
            status.contains(&parent).then_some(pid)
        });
        std::iter::once(server).chain(children).collect()
    }

    /// Starts it again on the same data and port.
    pub(crate) fn go_on(&mut self) {
        let socket = self.home.path().display().to_string();
        let line = "\"$0\" -D data -p \"$1\" -k \"$2\" -c listen_addresses=127.0.0.1 >log 2>&1 & \
                    pid=$!; read -r _; kill -QUIT $pid 2>/dev/null; wait $pid";
        let port = self.port.to_string();
        // What a killed one left behind (its memory) may take a moment to go.
        for _ in 0..20 {
            // What the one before wrote at its end would be read as this one's, and this one told to end before it listens
            // to signals.
            let _ = fs::remove_file(self.home.path().join("log"));
            let mut command = Command::new("/bin/sh");
            command
                .args(["-c", line])
                .arg(program("postgres").expect("it is installed"))
                .args([&port, &socket])
                .current_dir(self.home.path())
                .stdin(Stdio::piped());
            self.watcher = Some(as_its_user(&mut command).spawn().unwrap());
            for _ in 0..150 {
                if self.answers() {
                    return;
                }
                if self.log().contains("is shut down") || self.log().ends_with("aborted\n") {
                    break;
                }
                pause();
            }
            self.end();
        }
        panic!("the server does not start: {}", self.log());
    }

    /// The server ends in order.
    pub(crate) fn end(&mut self) {
        if let Some(mut watcher) = self.watcher.take() {
            drop(watcher.stdin.take());
            watcher.wait().unwrap();
        }
    }

    fn answers(&self) -> bool {
        let port = self.port.to_string();
        let asked = Command::new(program("pg_isready").expect("it came with the server"))
            .args(["-q", "-h", "127.0.0.1", "-p", &port])
            .status();
        asked.unwrap().success()
    }

    pub(crate) fn log(&self) -> String {
        let mut log = String::new();
        if let Ok(mut file) = fs::File::open(self.home.path().join("log")) {
            file.read_to_string(&mut log).unwrap();
        }
        log
    }

    fn run(&self, name: &str, arguments: &[&str]) {
        let mut command = Command::new(program(name).expect("it came with the server"));
        command.args(arguments).current_dir(self.home.path());
        let said = as_its_user(&mut command).output().unwrap();
        let words = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{name}: {words}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// Debian's pgbouncer before a server, in transaction mode. It ends with this value.
pub(crate) struct Pooler {
    _home: tempfile::TempDir,
    pub(crate) port: u16,
    child: Child,
}

impl Pooler {
    /// One with so many connections to the server; `None` where it is not installed.
    pub(crate) fn before(server: &Server, connections: usize) -> Option<Self> {
        let pgbouncer = program("pgbouncer").or_else(|| {
            let debian = PathBuf::from("/usr/sbin/pgbouncer");
            debian.exists().then_some(debian)
        })?;
        let (home, port) = (home()?, free_port());
        let (names, written) = (home.path().join("names"), home.path().join("ini"));
        fs::write(&names, format!("\"{OWNER}\" \"\"\n")).unwrap();
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {}\n\
             pool_mode = transaction\ndefault_pool_size = {connections}\nserver_reset_query =\n",
            server.port,
            names.display()
        );
        fs::write(&written, settings).unwrap();
        let mut command = Command::new(pgbouncer);
        command.arg("-q").arg(&written).stdin(Stdio::null());
        let pooler = Self {
            _home: home,
            port,
            child: as_its_user(&mut command).spawn().unwrap(),
        };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(pooler);
            }
            pause();
        }
        panic!("pgbouncer does not start");
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A directory of the server's own user.
fn home() -> Option<tempfile::TempDir> {
    let Some(_) = program("postgres") else {
        let required = std::env::var_os("LANDPORT_POSTGRES").is_some_and(|how| how == "required");
        assert!(
            !required,
            "no PostgreSQL server is installed, and LANDPORT_POSTGRES=required"
        );
        eprintln!("skipped: no PostgreSQL server is installed");
        return None;
    };
    let home = tempfile::Builder::new()
        .prefix("landport-pg")
        .tempdir_in("/tmp")
        .unwrap();
    if let Some((uid, gid)) = user() {
        chown(home.path(), Some(uid), Some(gid)).unwrap();
    }
    Some(home)
}

/// The newest one of Debian's, or what the path has.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|path| path.exists())
    };
    found.pop().or_else(on_path)
}

/// PostgreSQL refuses to run as root: its own user then.
fn user() -> Option<(u32, u32)> {
    let id = |what: &[&str]| {
        let said = Command::new("id").args(what).output().unwrap();
        String::from_utf8_lossy(&said.stdout)
            .trim()
            .parse::<u32>()
            .ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    let of = |what| id(&[what, "postgres"]).or_else(|| id(&[what, "nobody"]));
    Some((of("-u").unwrap(), of("-g").unwrap()))
}

fn as_its_user(command: &mut Command) -> &mut Command {
    match user() {
        Some((uid, gid)) => command.uid(uid).gid(gid),
        None => command,
    }
}
