package io.graft.registry.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells public addresses from those that lead into somebody's own network, or nowhere. IPv4 by the IANA registry of special
 * purposes; of IPv6 only what is given out for global unicast, without the parts that stand for IPv4 addresses. Java itself
 * turns IPv4 addresses mapped into IPv6 back into what they are.
 */
final class Addresses {
    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 4),
            Block.of("240.0.0.0", 4),
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("2002::", 16),
            Block.of("3fff::", 20));
    private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        boolean special = NOT_PUBLIC.stream().anyMatch(block -> block.contains(address));
        return !special && (!(address instanceof Inet6Address) || GLOBAL_UNICAST.contains(address));
    }

    private record Block(InetAddress first, int bits) {
        static Block of(String address, int bits) {
            return new Block(InetAddress.ofLiteral(address), bits);
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] prefix = first.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((bytes[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
