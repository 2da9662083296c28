package dev.principia.lab.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Another system that takes its time: it answers `GET /?ms=200` after 200 ms, and `GET
/// /?ms=50&p99=250` after log-normal times of that median and 99th percentile, on one thread that
/// only waits.
public final class Stub implements AutoCloseable {
  private static final Pattern MILLIS = Pattern.compile("[?&]ms=([0-9]{1,5})");
  private static final Pattern P99 = Pattern.compile("[?&]p99=([0-9]{1,5})");

  /// How many standard deviations the 99th percentile lies above the middle.
  private static final double DEVIATIONS = 2.3263;

  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok",
              StandardCharsets.US_ASCII));

  private final MultiThreadIoEventLoopGroup group;
  private final Channel channel;
  private SplittableRandom random = new SplittableRandom(0);

  /// Listens on any free port of this machine.
  public Stub() {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    ThreadFactory threads = Thread.ofPlatform().name("lab-stub").daemon().factory();
    group = new MultiThreadIoEventLoopGroup(1, threads, io);
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childHandler(new Requests())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /// Stands still for a time, as a process that is stopped does; returns at once.
  public void standStill(long millis) {
    group.execute(
        () -> {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Lets what is drawn begin anew; the same times in the same order for the same seed.
  public void seed(long seed) {
    group.execute(() -> random = new SplittableRandom(seed));
  }

  private long drawn(String line) {
    long median = number(MILLIS, line);
    long p99 = number(P99, line);
    if (p99 <= median || median == 0) {
      return median;
    }
    double deviation = Math.log((double) p99 / median) / DEVIATIONS;
    return Math.round(median * Math.exp(deviation * random.nextGaussian()));
  }

  private static long number(Pattern name, String line) {
    Matcher asked = name.matcher(line);
    return asked.find() ? Long.parseLong(asked.group(1)) : 0;
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Requests extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel each) {
      each.pipeline().addLast(new Answers());
    }
  }

  /// Requests have no body and come one after the other; a head may come in pieces.
  private final class Answers extends ChannelInboundHandlerAdapter {
    private final StringBuilder head = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf in = (ByteBuf) message;
      head.append(in.toString(StandardCharsets.US_ASCII));
      in.release();
      if (head.indexOf("\r\n\r\n") < 0) {
        return;
      }
      long millis = drawn(head.substring(0, head.indexOf("\r\n")));
      head.setLength(0);
      if (millis == 0) {
        answer(context);
      } else {
        var _ = context.executor().schedule(() -> answer(context), millis, TimeUnit.MILLISECONDS);
      }
    }

    private static void answer(ChannelHandlerContext context) {
      var _ = context.writeAndFlush(ANSWER.duplicate());
    }
  }
}
