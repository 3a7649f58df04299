package io.graft.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that counts the statements prepared on it. */
public final class QueryCounter extends DelegatingDataSource {
    private final AtomicInteger count = new AtomicInteger();

    public QueryCounter(DataSource source) {
        super(source);
    }

    /** How many statements the deed takes. */
    public int during(Runnable deed) {
        int before = count.get();
        deed.run();
        return count.get() - before;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        InvocationHandler counting = (_, method, arguments) -> {
            if (method.getName().startsWith("prepare")) {
                count.incrementAndGet();
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, counting);
    }
}
