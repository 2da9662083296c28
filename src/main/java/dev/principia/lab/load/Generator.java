package dev.principia.lab.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// An open-loop HTTP/1.1 client on one thread. On Linux its timer is precise to some tens of
/// microseconds; elsewhere to a millisecond, which the lag then shows.
public final class Generator implements AutoCloseable {
  /// The name of its thread, by which its CPU time is found.
  public static final String THREAD = "lab-load";

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;

  public Generator(int port) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends SocketChannel> channel =
        epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    ThreadFactory threads = Thread.ofPlatform().name(THREAD).daemon().factory();
    group = new MultiThreadIoEventLoopGroup(1, threads, io);
    loop = group.next();
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(channel)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
            .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /// A run in progress.
  ///
  /// @param started completes with the [System#nanoTime] of the start, when connections are open
  /// @param finished completes when all is answered or given up
  public record Running(
      CompletableFuture<Long> started, CompletableFuture<Recording> finished, Flow flow) {

    /// Answers so far, within and outside the window; from any thread.
    public long answers() {
      return flow.answers();
    }
  }

  /// Starts a run, one at a time.
  public Running start(Load load) {
    Flow flow = new Flow(loop, bootstrap, load);
    loop.execute(flow::open);
    return new Running(flow.started(), flow.finished(), flow);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
