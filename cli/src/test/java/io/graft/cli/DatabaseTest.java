package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    /** For all tests: making a database takes longer than everything else here. */
    @TempDir
    static Path folder;

    @Test
    void rowsSurviveARestart() throws Exception {
        try (DataDirectory data = DataDirectory.claim(folder)) {
            try (Database database = Database.start(data)) {
                execute(database, "create table if not exists memory (word text)");
                execute(database, "insert into memory values ('kept')");
                assertThat(ask(database, "show fsync")).isEqualTo("on");
                assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            }
            try (Database database = Database.start(data)) {
                assertThat(ask(database, "select word from memory")).isEqualTo("kept");
            }
        }
    }

    @Test
    void otherPeopleOnThisMachineNeedThePassword() throws Exception {
        try (DataDirectory data = DataDirectory.claim(folder);
                Database database = Database.start(data)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aServerThatWasLeftBehindIsEndedFirst() throws Exception {
        try (JavaProcess suite =
                JavaProcess.start(folder.resolve("output"), AbandonedDatabase.class.getName(), folder.toString())) {
            assertThat(suite.awaitExit()).as(suite.output()).isZero();
        }
        Path processFile = folder.resolve("database/postmaster.pid");
        long left = Long.parseLong(Files.readAllLines(processFile).getFirst());
        assertThat(ProcessHandle.of(left)).isPresent();
        try (DataDirectory data = DataDirectory.claim(folder);
                Database database = Database.start(data)) {
            assertThat(ProcessHandle.of(left)).isEmpty();
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aProcessFileOfALongDeadServerIsNoObstacle() throws Exception {
        try (DataDirectory data = DataDirectory.claim(folder)) {
            Database.start(data).close();
            long somebodyElse = ProcessHandle.current().pid();
            Files.writeString(folder.resolve("database/postmaster.pid"), somebodyElse + "\n" + folder + "\n");
            Database.start(data).close();
        }
    }

    @Test
    void aHalfMadeDatabaseIsMadeAgain(@TempDir Path other) throws Exception {
        Files.createDirectories(other.resolve("database/base"));
        Files.writeString(other.resolve("database/PG_VERSION"), "18");
        try (DataDirectory data = DataDirectory.claim(other);
                Database database = Database.start(data)) {
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aDirectoryHasOneSuiteAtATime() throws Exception {
        try (DataDirectory data = DataDirectory.claim(folder)) {
            data.announce("http://localhost:9000");
            assertThatThrownBy(() -> DataDirectory.claim(folder))
                    .isInstanceOf(GraftException.class)
                    .hasMessageContaining("http://localhost:9000");
        }
        DataDirectory.claim(folder).close();
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
