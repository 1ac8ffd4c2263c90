//! Connections to the database: few, each with deadlines, given up at the first doubt.
//!
//! | what failed | what follows |
//! |---|---|
//! | nothing could be sent | one more try on a fresh connection |
//! | the server only reads (it became a standby) | the same: it did nothing |
//! | the connection broke, or the deadline passed, after something was sent | one more try where that is harmless ([`Again`]), else an error: nobody knows whether it was done |
//! | the server refused the statement | an error |

use std::collections::HashMap;
use std::fmt;
use std::future::poll_fn;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_postgres::config::{ChannelBinding, SslMode, TargetSessionAttrs};
use tokio_postgres::error::{DbError, SqlState};
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls, Row, Statement};

use super::sql::Sql;
use super::tls::Tls;
use crate::StoreError;
use crate::env::{Env, Stopwatch};

/// After a failure to connect nobody else tries for so long: a database that is gone is not asked a
/// thousand times a second, and who would wait for it is told at once.
const PAUSE: Duration = Duration::from_millis(250);

/// Where the database is and how it is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresOptions {
    /// Names or addresses with ports, or directories of Unix sockets. Tried in order for one that
    /// takes writes: after a failover that is another.
    pub hosts: Vec<(String, u16)>,
    /// The database.
    pub database: String,
    /// The role.
    pub user: String,
    /// Its password, read again for each connection.
    pub password_file: Option<PathBuf>,
    /// The authorities (PEM) that name the servers, read again for each connection. Without them nothing is
    /// encrypted: only for servers on this machine.
    pub authorities: Option<PathBuf>,
    /// The most connections at once.
    pub connections: usize,
    /// How long connecting may take, for each host.
    pub connect: Duration,
    /// How long a statement may take.
    pub statement: Duration,
    /// Between us and the servers stands a pooler that hands out connections by transaction, and
    /// knows no prepared statements.
    pub pooler: bool,
}

/// Whether a statement whose outcome is not known may be sent once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// Twice does the same as once.
    Harmless,
    /// Twice is two.
    Never,
}

/// One connection.
struct Link {
    client: Client,
    /// As the server knows them on this connection.
    prepared: Mutex<HashMap<&'static str, Statement>>,
    /// Connections from before a failure are not used again.
    generation: u64,
}

pub(super) struct Pool {
    options: PostgresOptions,
    env: Env,
    runtime: Handle,
    idle: Mutex<Vec<Link>>,
    turns: Semaphore,
    generation: AtomicU64,
    /// When connecting last failed, and how.
    down: Mutex<Option<(Stopwatch, String)>>,
    /// Statements that were sent, for the measurement.
    sent: AtomicU64,
}

/// How a statement failed.
enum Failure {
    /// Nothing was done, and another connection may do it.
    Undone(String),
    /// Nobody knows whether it was done.
    Unknown(String),
    /// There is no connection.
    Down(String),
    /// The server would not.
    Refused(String),
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Undone(said) | Failure::Unknown(said) | Failure::Down(said) => {
                Self::Unavailable(said)
            }
            Failure::Refused(said) => Self::Io(said),
        }
    }
}

impl Pool {
    pub(super) fn new(options: PostgresOptions, env: Env) -> Result<Self, StoreError> {
        believing(&options).map_err(StoreError::Io)?;
        Ok(Self {
            env,
            runtime: Handle::current(),
            idle: Mutex::default(),
            turns: Semaphore::new(options.connections.max(1)),
            generation: AtomicU64::new(0),
            down: Mutex::default(),
            sent: AtomicU64::new(0),
            options,
        })
    }

    pub(super) fn options(&self) -> &PostgresOptions {
        &self.options
    }

    pub(super) fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// How many statements were sent.
    pub(super) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Does a statement and gives its rows.
    pub(super) async fn run(
        &self,
        sql: &'static Sql,
        values: &[&(dyn ToSql + Sync)],
        again: Again,
    ) -> Result<Vec<Row>, StoreError> {
        match self.once(sql, values).await {
            Ok(rows) => Ok(rows),
            Err(Failure::Undone(_)) => Ok(self.once(sql, values).await?),
            Err(Failure::Unknown(_)) if again == Again::Harmless => {
                Ok(self.once(sql, values).await?)
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn once(
        &self,
        sql: &'static Sql,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, Failure> {
        let patience = self.options.connect;
        let turn = timeout(patience, self.turns.acquire()).await;
        let _turn = match turn {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) => return Err(Failure::Refused("the store is closed".to_owned())),
            Err(_) => {
                return Err(Failure::Down("no connection became free".to_owned()));
            }
        };
        let link = match self.free() {
            Some(link) => link,
            None => self.connect().await?,
        };
        let mut lent = Lent {
            pool: self,
            link: Some(link),
        };
        let Some(link) = &lent.link else {
            return Err(Failure::Undone(String::new()));
        };
        self.sent.fetch_add(1, Ordering::Relaxed);
        let answered = timeout(
            self.options.statement,
            link.query(sql, values, self.options.pooler),
        );
        let error = match answered.await {
            Ok(Ok(rows)) => return Ok(rows),
            Ok(Err(error)) => error,
            Err(_) => {
                self.cancel(lent.link.take());
                return Err(Failure::Unknown("no answer in time".to_owned()));
            }
        };
        let said = said(&error);
        match error.as_db_error() {
            Some(refused) if !ends_connection(refused) => match *refused.code() {
                SqlState::READ_ONLY_SQL_TRANSACTION => {
                    self.distrust();
                    Err(Failure::Undone(said))
                }
                _ => Err(Failure::Refused(said)),
            },
            _ => {
                lent.link = None;
                self.distrust();
                Err(Failure::Unknown(said))
            }
        }
    }

    /// Nothing that is connected now is used again: where it leads may be no place to write.
    fn distrust(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Link>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn free(&self) -> Option<Link> {
        let mut idle = self.idle();
        while let Some(link) = idle.pop() {
            if self.trusts(&link) {
                return Some(link);
            }
        }
        None
    }

    fn trusts(&self, link: &Link) -> bool {
        !link.client.is_closed() && link.generation == self.generation.load(Ordering::Acquire)
    }

    fn down(&self) -> MutexGuard<'_, Option<(Stopwatch, String)>> {
        self.down.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<Link, Failure> {
        if let Some((since, said)) = &*self.down()
            && since.elapsed() < PAUSE
        {
            return Err(Failure::Down(said.clone()));
        }
        let generation = self.generation.load(Ordering::Acquire);
        let connected = self.dial(None).await;
        match connected {
            Ok(client) => {
                *self.down() = None;
                Ok(Link {
                    client,
                    prepared: Mutex::default(),
                    generation,
                })
            }
            Err(said) => {
                *self.down() = Some((self.env.stopwatch(), said.clone()));
                Err(Failure::Down(said))
            }
        }
    }

    /// Connects to the first host that takes writes; `told` is called for each notification. Where none does, each says
    /// why: that the last one is a standby says nothing of the first.
    pub(super) async fn dial(&self, told: Option<Told>) -> Result<Client, String> {
        let options = &self.options;
        let mut config = Config::new();
        config
            .dbname(&options.database)
            .user(&options.user)
            .application_name("landport")
            .connect_timeout(options.connect)
            .tcp_user_timeout(options.statement)
            .keepalives_idle(Duration::from_secs(30))
            .target_session_attrs(TargetSessionAttrs::ReadWrite);
        if !options.pooler {
            // [`was_not_awaited`] is a warning, and role or database may be set to send none. A pooler takes no options: there
            // `verify` looks at it.
            config.options("-c client_min_messages=warning");
        }
        if let Some(file) = &options.password_file {
            let password = std::fs::read_to_string(file)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            config.password(password.trim_end_matches(['\r', '\n']));
        }
        let tls = believing(options)?;
        let mut refused = Vec::new();
        for (host, port) in &options.hosts {
            let mut config = config.clone();
            config.host(host).port(*port);
            let connecting = connect(config, tls.clone(), told.clone());
            let error = match timeout(options.connect, connecting).await {
                Ok(Ok((client, driven))) => {
                    self.runtime.spawn(driven);
                    return Ok(client);
                }
                Ok(Err(error)) => said(&error),
                Err(_) => "no connection in time".to_owned(),
            };
            refused.push(format!("{host} port {port}: {error}"));
        }
        Err(refused.join("; "))
    }

    /// Tells the server that nobody waits for this any more, and lets go of the connection.
    fn cancel(&self, link: Option<Link>) {
        self.distrust();
        let Some(link) = link else { return };
        let (token, patience) = (link.client.cancel_token(), self.options.connect);
        // Where the authorities cannot be read at this moment it runs to its end.
        let Ok(tls) = believing(&self.options) else {
            return;
        };
        self.runtime.spawn(async move {
            let cancelled = async {
                match tls {
                    None => token.cancel_query(NoTls).await,
                    Some(tls) => token.cancel_query(tls).await,
                }
            };
            // Whether it was in time cannot be known.
            let _ = timeout(patience, cancelled).await;
        });
    }

    /// No connection is made or used any more.
    pub(super) fn close(&self) {
        self.turns.close();
        self.distrust();
    }
}

impl Link {
    async fn query(
        &self,
        sql: &'static Sql,
        values: &[&(dyn ToSql + Sync)],
        pooler: bool,
    ) -> Result<Vec<Row>, tokio_postgres::Error> {
        if pooler {
            let typed: Vec<_> = values
                .iter()
                .copied()
                .zip(sql.types.iter().cloned())
                .collect();
            return self.client.query_typed(sql.text, &typed).await;
        }
        let known = self.prepared().get(sql.text).cloned();
        let statement = match known {
            Some(statement) => statement,
            None => {
                let statement = self.client.prepare_typed(sql.text, sql.types).await?;
                self.prepared().insert(sql.text, statement.clone());
                statement
            }
        };
        self.client.query(&statement, values).await
    }

    fn prepared(&self) -> MutexGuard<'_, HashMap<&'static str, Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use. It goes back also when nobody waits for the answer any more (a browser that
/// breaks off): what comes next on it waits for that answer and then has its own.
struct Lent<'a> {
    pool: &'a Pool,
    link: Option<Link>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(link) = self.link.take().filter(|link| self.pool.trusts(link)) {
            self.pool.idle().push(link);
        }
    }
}

/// What proves the servers; nothing for those of this machine.
fn believing(options: &PostgresOptions) -> Result<Option<Tls>, String> {
    let authorities = options.authorities.as_deref();
    authorities.map(Tls::believing).transpose()
}

/// Connects to the one host of these, and what moves its octets.
async fn connect(
    mut config: Config,
    tls: Option<Tls>,
    told: Option<Told>,
) -> Result<(Client, BoxFuture<'static, ()>), tokio_postgres::Error> {
    match tls {
        None => {
            config.ssl_mode(SslMode::Disable);
            let (client, connection) = config.connect(NoTls).await?;
            Ok((client, drive(connection, told)))
        }
        Some(tls) => {
            config.ssl_mode(SslMode::Require);
            config.channel_binding(ChannelBinding::Prefer);
            let (client, connection) = config.connect(tls).await?;
            Ok((client, drive(connection, told)))
        }
    }
}

/// Called for each notification.
pub(super) type Told = Arc<dyn Fn() + Send + Sync>;

/// Moves octets until either side ends the connection.
fn drive<S, T>(mut connection: Connection<S, T>, told: Option<Told>) -> BoxFuture<'static, ()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    async move {
        loop {
            match poll_fn(|cx| connection.poll_message(cx)).await {
                Some(Ok(AsyncMessage::Notification(_))) => {
                    if let Some(told) = &told {
                        told();
                    }
                }
                Some(Ok(AsyncMessage::Notice(notice))) if was_not_awaited(&notice) => {
                    tracing::warn!(
                        "somebody ended a commit's wait for the standby: it is not believed"
                    );
                    return;
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    tracing::debug!(error = said(&error), "a connection to the database ended");
                    return;
                }
                None => return,
            }
        }
    }
    .boxed()
}

/// Attack of chance: the standby is away, commits hang, and somebody at the server ends what hangs (`pg_cancel_backend`).
/// The server then says that it is done, with this warning, and the standby has it not: what was taken once could be taken
/// again after a failover. Defence: whoever waits loses the connection before that word comes. Known by the place in the server
/// (`syncrep.c`), for the sentence is in the server's language.
fn was_not_awaited(notice: &DbError) -> bool {
    notice.routine() == Some("SyncRepWaitForLSN")
}

/// Class 57P: the server goes down, or comes up, or was told to end this connection.
fn ends_connection(error: &DbError) -> bool {
    error.code().code().starts_with("57P")
}

/// What went wrong, for a log: the server's own words, without its details, which may show values.
pub(super) fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => causes(error),
    }
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}
