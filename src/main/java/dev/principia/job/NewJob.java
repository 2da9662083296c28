package dev.principia.job;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A job that is to be enqueued: [JobSql#enqueue] makes a statement of it, which the caller runs in
/// the transaction that wants the job. A rollback leaves no job.
///
/// @param payload what its handler needs to know: ids, not copies of rows
public record NewJob(
    UUID id,
    JobType type,
    JsonObject payload,
    Priority priority,
    Cause cause,
    Moment moment,
    Order order) {

  /// @param owner whose job it is: who may watch and cancel it, and with whom it shares a turn; the
  ///   end of the account is the end of the job
  /// @param request the id of the request that caused it
  /// @param trace the id of the trace that it belongs to
  record Cause(Optional<UUID> owner, String request, String trace) {}

  /// @param delay how long it rests before it may run, by the database's clock
  /// @param key of one key one job waits: a second enqueue gives the first one's id
  /// @param most how long further enqueues of the key may put the first one off, from its creation
  record Moment(Duration delay, Optional<String> key, Duration most) {
    static final Moment SOON = new Moment(Duration.ZERO, Optional.empty(), Duration.ZERO);
  }

  /// @param after jobs that must be done before; when one of them ends otherwise, so does this one
  /// @param parent the job that is not done before this one is, and whose cancel is this one's, too
  record Order(Set<UUID> after, Optional<UUID> parent) {
    static final Order NONE = new Order(Set.of(), Optional.empty());

    boolean isNone() {
      return after.isEmpty() && parent.isEmpty();
    }
  }

  /// A job of nobody in particular, to be run soon.
  public static NewJob of(JobType type, JsonObject payload) {
    Cause nobody = new Cause(Optional.empty(), "", "");
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new NewJob(id, type, payload, Priority.NORMAL, nobody, Moment.SOON, Order.NONE);
  }

  /// The caller's job, with the request and the trace of the call.
  public NewJob causedBy(Call call) {
    return by(new Cause(call.caller().account(), call.requestId(), call.trace()));
  }

  /// The job of the same owner and cause as the one that runs, and a part of it.
  public NewJob partOf(JobContext job) {
    return by(new Cause(job.owner(), job.request(), job.trace())).childOf(job.id());
  }

  public NewJob ownedBy(UUID account) {
    return by(new Cause(Optional.of(account), cause.request, cause.trace));
  }

  private NewJob by(Cause other) {
    return new NewJob(id, type, payload, priority, other, moment, order);
  }

  public NewJob with(Priority other) {
    return new NewJob(id, type, payload, other, cause, moment, order);
  }

  /// Not before this time from now.
  public NewJob in(Duration delay) {
    return at(new Moment(delay, moment.key, moment.most));
  }

  /// While one with this key waits, no other one is added.
  public NewJob once(String key) {
    return at(new Moment(moment.delay, Optional.of(key), Duration.ZERO));
  }

  /// Like [#once], and not before nobody has enqueued it for a while (debounce).
  ///
  /// @param quiet how long nobody must have
  /// @param longest how long it is put off at most
  public NewJob onceQuiet(String key, Duration quiet, Duration longest) {
    return at(new Moment(quiet, Optional.of(key), longest));
  }

  private NewJob at(Moment other) {
    return new NewJob(id, type, payload, priority, cause, other, order);
  }

  /// Only when all of these are done.
  public NewJob after(Collection<UUID> others) {
    return in(new Order(Set.copyOf(others), order.parent));
  }

  /// As a part of this one, which must not be over yet.
  public NewJob childOf(UUID job) {
    return in(new Order(order.after, Optional.of(job)));
  }

  private NewJob in(Order other) {
    return new NewJob(id, type, payload, priority, cause, moment, other);
  }
}
