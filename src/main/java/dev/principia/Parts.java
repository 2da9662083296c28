package dev.principia;

import dev.principia.account.AccountSql;
import dev.principia.account.Passwords;
import dev.principia.contract.Contract;
import dev.principia.contract.Cursors;
import dev.principia.contract.Problem;
import dev.principia.db.Idempotency;
import dev.principia.job.Purge;
import dev.principia.metrics.Meters;
import dev.principia.server.BodyLimits;
import dev.principia.server.Chain;
import dev.principia.server.Health;
import dev.principia.server.Management;
import dev.principia.server.Pages;
import java.util.List;
import java.util.Map;

/// What both servers are made of alike: everything that is not flow.
record Parts(
    Contract contract,
    Cursors cursors,
    Passwords passwords,
    Chain chain,
    Meters meters,
    Health health,
    Management management,
    Map<String, Problem> refusals,
    List<Purge> purges) {

  static Parts of(Config config) {
    Contract contract = Contract.load(config.features());
    Meters meters = new Meters();
    Health health = new Health();
    Passwords passwords =
        new Passwords(Runtime.getRuntime().availableProcessors(), config.hashQueue());
    meters.hashesWaiting(passwords::waiting);
    for (String dependency : List.of("postgresql", "redis")) {
      meters.dependency(dependency, () -> health.up(dependency));
    }
    return new Parts(
        contract,
        new Cursors(config.secret()),
        passwords,
        new Chain(
            contract,
            new Pages(contract, Version.json()),
            meters,
            new BodyLimits(config.bodyLimit(), config.bodyPatience())),
        meters,
        health,
        new Management(health, meters),
        AccountSql.REFUSALS,
        List.of(new Purge("idempotency_keys", Idempotency.purge(), config.purgeInterval())));
  }
}
