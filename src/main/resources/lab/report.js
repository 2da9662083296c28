// Draws the report from the data in the page. It decides nothing: every sentence comes with the data.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const { result, figures } = data;
  const root = document.getElementById('report');
  root.textContent = '';
  const colour = i => getComputedStyle(document.documentElement).getPropertyValue('--c' + i % 5).trim();
  const charts = [];
  const arms = result.arms.map((arm, i) => ({ ...arm, i }));

  function make(parent, tag, text = '', css = '') {
    const node = document.createElement(tag);
    node.textContent = text;
    if (css) node.className = css;
    parent.append(node);
    return node;
  }
  const number = v => v === undefined ? '–' : v.toLocaleString('en', { maximumFractionDigits: v < 1 ? 2 : v < 10 ? 1 : 0 });
  function median(values) {
    const s = [...values].sort((a, b) => a - b), m = s.length >> 1;
    return s.length === 0 ? undefined : s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
  }
  const cellsOf = (scenario, arm) => result.cells.filter(c => c.scenario === scenario && c.arm === arm);
  // As in the verdict: without the rate nothing counts, and a disturbed client spoils times only.
  const refuses = (flags, figure) => flags.includes('RATE') || flags.length > 0 && /^(RESPONSE|SERVICE)_|^RECOVERY$/.test(figure);
  const values = (scenario, arm, figure) => cellsOf(scenario, arm)
    .filter(c => !refuses(c.flags, figure) && figure in c.figures).map(c => c.figures[figure]);
  const key = (parent, arm) => { make(parent, 'span', '', 'key').style.background = `var(--c${arm.i % 5})`; };

  function table(parent, heads, rows) {
    const t = make(make(parent, 'div', '', 'scroll'), 'table');
    const head = make(make(t, 'thead'), 'tr');
    heads.forEach(([name, unit, css]) => { const th = make(head, 'th', name, css || ''); if (unit) make(th, 'small', unit); });
    const body = make(t, 'tbody');
    rows.forEach(row => row(make(body, 'tr')));
  }

  // ---- The head

  make(root, 'p', 'Principia', 'faint');
  make(root, 'h1', 'Concurrency lab: what does the way a request waits cost?');
  make(root, 'p', `${result.mode} run of ${result.startedAt.slice(0, 16).replace('T', ' ')} UTC, ${result.cells.length} cells, each a fresh JVM; ` +
    `${result.blocks} blocks, windows of ${result.seconds} s. Medians over blocks; an interval is 95 %, from ratios paired inside a block.`, 'faint');
  if (result.blocks < 3) make(root, 'p', 'With fewer than three blocks this shows that everything works together, and nothing about speed.', 'warn');
  const flagged = result.cells.filter(c => c.flags.length > 0);
  const cold = result.cells.filter(c => !c.warm);
  if (flagged.length + cold.length > 0) {
    const counts = {};
    flagged.forEach(c => c.flags.forEach(f => counts[f] = (counts[f] || 0) + 1));
    make(root, 'p', 'Read with care: ' + Object.entries(counts).map(([f, n]) => `in ${n} of ${result.cells.length} cells ${data.gates[f]} (${f})`)
      .concat(cold.length ? [`${cold.length} cells were measured before the warm-up had settled`] : []).join('; ') +
      '. After a closed gate no latency is shown; CPU per request is robust against a busy client.', 'warn');
  }
  data.agreements.forEach(s => make(root, 'p', s, s.includes('DIFFER') ? 'warn' : 'faint'));
  if (data.agreements.length === 0 && result.cells.length > 0) {
    make(root, 'p', 'Not checked against another generator: h2load was not there.', 'faint');
  }
  const nav = make(root, 'nav');
  const link = (id, text) => { make(nav, 'a', text).href = '#' + id; };

  // ---- One part per scenario

  const usual = ['CPU', 'GENERATOR_CPU', 'GOODPUT', 'RESPONSE_P50', 'RESPONSE_P99', 'SERVICE_P99', 'ALLOCATED', 'UTILISATION', 'IN_FLIGHT', 'THREADS', 'RSS'];
  const underLoad = ['CPU', 'CAPACITY', 'PEAK', 'RECOVERY', 'RESPONSE_P50', 'RESPONSE_P99', 'ERRORS', 'TIMEOUTS', 'RETRIES', 'BACKLOG', 'THREADS', 'RSS'];
  const names = { CAPACITY: 'capacity', PEAK: 'at twice that', RECOVERY: 'recovery', ERRORS: 'refused', TIMEOUTS: 'given up', RETRIES: 'sent again', BACKLOG: 'backlog', CPU: 'CPU', GENERATOR_CPU: 'client', GOODPUT: 'good', RESPONSE_P50: 'p50', RESPONSE_P99: 'p99', SERVICE_P99: 'p99 sent', ALLOCATED: 'allocated', UTILISATION: 'core', IN_FLIGHT: 'in flight', THREADS: 'threads', RSS: 'memory' };
  hypotheses();
  result.scenarios.forEach(part);
  sweeps();

  function hypotheses() {
    if (data.hypotheses.length === 0) return;
    make(root, 'h2', 'Expected before the run').id = 'expected';
    link('expected', 'Expected');
    const count = word => data.hypotheses.filter(h => h.outcome === word).length;
    make(root, 'p', `${count('hit')} hits, ${count('miss')} misses, ${count('not measured')} not measured. A miss is what one learns from: look at the causes below.`);
    table(root, [['we expected', '', 'l'], ['scenario', '', 'l'], ['medians', '', 'l'], ['expected', '', 'l'], ['found'], ['', '', 'l']],
      data.hypotheses.map(h => row => {
        [h.claim, h.scenario, h.reckoned, h.expected].forEach(t => make(row, 'td', t, 'l'));
        make(row, 'td', number(h.value));
        make(row, 'td', h.outcome, 'l ' + ({ hit: 'good', miss: 'bad' }[h.outcome] || 'faint'));
      }));
  }

  function part(scenario) {
    make(root, 'h2', scenario.title).id = scenario.id;
    link(scenario.id, scenario.title);
    make(root, 'p', scenario.question);
    make(root, 'p', 'Expected: ' + scenario.expectation, 'faint');
    make(root, 'p', scenario.streams.map(s => `${s.method} ${s.path}, ${scenario.ofCapacity.length ? scenario.ofCapacity.join(' → ') + ' × own capacity' : s.perSecond + '/s'}`).join(' · ') +
      (scenario.streams.length > 1 ? '; times are of the first kind' : '') +
      (scenario.retries ? `; what is refused or late is sent up to ${scenario.retries} times more, at once` : '') +
      Object.entries(scenario.settings).map(([k, v]) => `; ${k}=${v}`).join(''), 'faint');
    (data.differences[scenario.id] || []).forEach(s => make(root, 'p', s, 'difference'));
    const columns = scenario.ofCapacity.length ? underLoad : usual;
    table(root, [['arm', '', 'l'], ...columns.map(f => [names[f], figures[f].unit])],
      arms.map(arm => row => {
        const td = make(row, 'td', '', 'l');
        key(td, arm);
        td.append(`${arm.id}  ${arm.name}`);
        columns.forEach(f => make(row, 'td', number(median(values(scenario.id, arm.id, f)))));
      }));
    make(root, 'h3', 'Why');
    table(root, [['arm', '', 'l'], ['bound by', '', 'l'], ['because', '', 'l']],
      data.findings.filter(f => f.scenario === scenario.id && f.arm !== 'A/A').map(f => row => {
        make(row, 'td', f.arm, 'l');
        const alarm = !['has room', 'bound by the downstream'].includes(f.cause);
        make(make(row, 'td', '', 'l'), 'span', f.cause, 'cause' + (alarm ? ' alarm' : ''));
        make(row, 'td', f.sentence, 'l');
      }));
    const plots = make(root, 'div', '', 'plots');
    if (scenario.ofCapacity.length) {
      make(plots, 'p', 'Each arm was asked at shares of its own capacity, so their costs and times are not held against each other.', 'faint');
    } else {
      bars(make(plots, 'div'), scenario, 'CPU', 'CPU per request, every block');
      waterfall(make(plots, 'div'), scenario);
      contrasts(make(plots, 'div'), scenario);
    }
    percentiles(make(plots, 'div'), scenario);
    if (scenario.ofCapacity.length) overload(make(plots, 'div'), scenario);
  }

  /// A bar for the median and a dot for each block: the spread is to be seen, not to be believed.
  function bars(parent, scenario, figure, title) {
    make(parent, 'h3', `${title}, ${figures[figure].unit}`);
    const box = make(parent, 'div', '', 'bars');
    const most = Math.max(1e-9, ...arms.flatMap(a => values(scenario.id, a.id, figure)));
    arms.forEach(arm => {
      const all = values(scenario.id, arm.id, figure);
      make(box, 'span', arm.id);
      const track = make(box, 'div', '', 'track');
      if (all.length) {
        const bar = make(track, 'div', '', 'bar');
        bar.style.width = 100 * median(all) / most + '%';
        bar.style.background = `var(--c${arm.i % 5})`;
        all.forEach(v => { make(track, 'div', '', 'dot').style.left = 100 * v / most + '%'; });
      }
      make(box, 'span', number(median(all)));
    });
  }

  /// From 200 threads with JDBC to the product, one change at a time.
  function waterfall(parent, scenario) {
    const steps = [['D', 'D'], ['C', 'virtual threads'], ['A1', 'event loop, reactive client'], ['A', 'pipelining']]
      .map(([id, what]) => ({ id, what, cpu: median(values(scenario.id, id, 'CPU')) })).filter(s => s.cpu !== undefined);
    if (steps.length < 3 || steps[0].id !== 'D') return;
    make(parent, 'h3', 'What each change does to the CPU time of a request, µs; grey is the noise (A against A)');
    const box = make(parent, 'div', '', 'bars'), most = Math.max(...steps.map(s => s.cpu)) * 1.05;
    const noise = data.contrasts.find(c => c.scenario === scenario.id && c.figure === 'CPU' && c.noise)?.noise;
    const rung = (label, from, to, text, band) => {
      make(box, 'span', label);
      const track = make(box, 'div', '', 'track'), bar = make(track, 'div', '', 'bar');
      bar.style.left = 100 * Math.min(from, to) / most + '%';
      bar.style.width = Math.max(0.4, 100 * Math.abs(to - from) / most) + '%';
      bar.style.background = from === 0 ? 'var(--mute)' : to < from ? 'var(--good)' : 'var(--bad)';
      if (band) {
        const grey = make(track, 'div', '', 'noise');
        grey.style.left = 100 * from * Math.min(band.low, 1 / band.high) / most + '%';
        grey.style.width = 100 * from * (Math.max(band.high, 1 / band.low) - Math.min(band.low, 1 / band.high)) / most + '%';
      }
      make(box, 'span', text);
    };
    rung('D', 0, steps[0].cpu, number(steps[0].cpu));
    steps.slice(1).forEach((s, i) => {
      const step = s.cpu - steps[i].cpu;
      rung(s.what, steps[i].cpu, s.cpu, (step < 0 ? '−' : '+') + number(Math.abs(step)), noise);
    });
    const last = steps[steps.length - 1];
    rung(last.id, 0, last.cpu, number(last.cpu));
  }

  function contrasts(parent, scenario) {
    const all = data.contrasts.filter(c => c.scenario === scenario.id && c.figure === 'CPU');
    if (!all.some(c => c.ratio)) return;
    make(parent, 'h3', 'CPU per request as a factor, with its interval; grey is the noise (A against A)');
    const box = make(parent, 'div', '', 'bars');
    const ends = all.filter(c => c.ratio).flatMap(c => [c.ratio.low, c.ratio.high]).concat(0.8, 1.25);
    const low = Math.min(...ends) * 0.97, high = Math.max(...ends) * 1.03;
    const at = v => 100 * (Math.log(v) - Math.log(low)) / (Math.log(high) - Math.log(low));
    const span = (track, css, from, to) => {
      const node = make(track, 'div', '', css), a = Math.max(0, at(from)), b = Math.min(100, at(to));
      node.style.left = a + '%';
      node.style.width = Math.max(0.3, b - a) + '%';
    };
    all.filter(c => c.ratio).forEach(c => {
      make(box, 'span', `${c.over} : ${c.under}`).title = c.differs;
      const track = make(box, 'div', '', 'track');
      if (c.noise) span(track, 'noise', Math.min(c.noise.low, 1 / c.noise.high), Math.max(c.noise.high, 1 / c.noise.low));
      make(track, 'div', '', 'one').style.left = at(1) + '%';
      span(track, 'range', c.ratio.low, c.ratio.high);
      make(track, 'div', '', 'dot').style.left = at(c.ratio.middle) + '%';
      const none = c.says !== 'LOWER' && c.says !== 'HIGHER';
      make(box, 'span', `${c.ratio.middle.toFixed(2)} ${none ? 'none' : c.says === 'LOWER' ? 'lower' : 'higher'}`, none ? 'same' : '');
    });
    make(parent, 'p', all.filter(c => c.ratio).map(c => `${c.over} : ${c.under} is ${c.differs}`).join('; ') + '.', 'faint');
  }

  // ---- Charts

  function axis(extra) {
    return { stroke: getComputedStyle(root).color, grid: { stroke: lineColour(), width: 1 }, ticks: { stroke: lineColour() }, ...extra };
  }
  function lineColour() { return getComputedStyle(document.documentElement).getPropertyValue('--line').trim(); }
  function chart(parent, options, columnsOf) {
    const draw = () => {
      parent.querySelectorAll('.uplot').forEach(n => n.remove());
      new uPlot({ width: Math.max(280, parent.clientWidth), height: 280, cursor: { y: false }, ...options() }, columnsOf(), parent);
    };
    charts.push(draw);
    draw();
  }

  /// Response time is the line, time from the real send is dashed: what lies between them is waiting to be sent.
  function percentiles(parent, scenario) {
    const shown = arms.filter(a => cellsOf(scenario.id, a.id).some(c => !refuses(c.flags, 'RESPONSE_P99')));
    if (shown.length === 0) {
      make(parent, 'p', 'No latency: a gate was closed in every cell of this scenario.', 'faint');
      return;
    }
    make(parent, 'h3', 'Time by percentile, ms: from when a request was due; dashed from when it was sent');
    const at = (arm, kind, i) => median(cellsOf(scenario.id, arm.id).filter(c => !refuses(c.flags, 'RESPONSE_P99')).map(c => c[kind][i]));
    const xs = data.quantiles.map(q => -Math.log10(1 - Math.min(q, 0.99995)));
    chart(parent, () => ({
      scales: { x: { time: false }, y: { distr: 3, log: 10 } },
      axes: [axis({ values: (u, splits) => splits.map(s => ({ 0: '0', 0.301: '50', 1: '90', 2: '99', 3: '99.9', 4: '99.99' })[s]), splits: () => [0, 0.301, 1, 2, 3, 4] }), axis({ size: 60, values: (u, splits) => splits.map(v => v === null ? '' : number(v)) })],
      series: [{ label: 'percentile', value: (u, v) => v === null ? '–' : (100 * (1 - 10 ** -v)).toFixed(2) },
        ...shown.flatMap(a => [
          { label: a.id, stroke: colour(a.i), width: 2, value: (u, v) => v === null ? '–' : number(v) },
          { label: a.id + ' sent', stroke: colour(a.i), dash: [4, 4], value: (u, v) => v === null ? '–' : number(v) }])],
    }), () => [xs, ...shown.flatMap(a => ['response', 'service'].map(kind => xs.map((_, i) => Math.max(0.01, at(a, kind, i)))))]);
  }

  function overload(parent, scenario) {
    make(parent, 'h3', 'Good answers in each second, medians over blocks');
    const longest = Math.max(...result.cells.filter(c => c.scenario === scenario.id).map(c => c.perSecond.length)) - 1;
    const xs = [...Array(longest).keys()];
    const shown = arms.filter(a => cellsOf(scenario.id, a.id).length > 0);
    chart(parent, () => ({
      scales: { x: { time: false } }, axes: [axis({}), axis({ size: 60 })],
      series: [{ label: 'second' }, ...shown.map(a => ({ label: a.id, stroke: colour(a.i), width: 2 }))],
    }), () => [xs, ...shown.map(a => xs.map(x => median(cellsOf(scenario.id, a.id).map(c => c.perSecond[x] ?? 0))))]);
  }

  // ---- Sweeps

  function sweeps() {
    const kinds = [...new Set(result.points.map(p => p.sweep))];
    if (kinds.length === 0) return;
    make(root, 'h2', 'Curves').id = 'curves';
    link('curves', 'Curves');
    make(root, 'p', 'Each point is one window: a curve shows a shape, and no difference of a few per cent. A point without a time had a gate closed.', 'faint');
    if (kinds.includes('rate')) {
      const points = result.points.filter(p => p.sweep === 'rate');
      curve('Time against the rate, ms: the line is p50, dashed p99', 'due in a second', points, 'arm', ['RESPONSE_P50', 'RESPONSE_P99'], true);
      curve('How busy the core is at that rate, %', 'due in a second', points, 'arm', ['UTILISATION'], false);
    }
    if (kinds.includes('pool')) {
      data.optima.forEach(s => make(root, 'p', s, 'difference'));
      const points = result.points.filter(p => p.sweep === 'pool');
      curve('What so many connections carry, answers in a second', 'connections', points, 'scenario', ['CAPACITY'], true);
      curve('p99 at the same rate, ms', 'connections', points, 'scenario', ['RESPONSE_P99'], true);
    }
    const sides = sweep => result.points.filter(p => p.sweep === sweep).map(p => ({ ...p, side: `${p.arm} ${p.scenario}` }));
    if (kinds.includes('idle')) {
      data.listeners.forEach(s => make(root, 'p', s, 'difference'));
      const points = sides('idle');
      curve('Resident memory while so many listen and hear nothing, MB', 'clients', points, 'side', ['RSS'], false);
      curve('Time until they know of a change, ms: the line is p50, dashed p99', 'clients', points, 'side', ['HEARD_P50', 'HEARD_P99'], true, true);
      curve('CPU time of the server per message, µs', 'clients', points, 'side', ['HEARD_CPU'], true, true);
    }
    if (kinds.includes('slow-readers')) {
      const points = sides('slow-readers');
      curve('p99 of those who read a lesson, ms, beside so many who take nothing', 'clients that take nothing', points, 'side', ['RESPONSE_P99'], true);
      curve('Live objects of the server after a collection, MB', 'clients that take nothing', points, 'side', ['HEAP'], false);
      curve('Time until those who listen know of a change, p99 in ms', 'clients that take nothing', points, 'side', ['HEARD_P99'], true);
    }
  }

  /// One line for each value of `by` and each figure, over x.
  function curve(title, under, points, by, shown, log, logX) {
    make(root, 'h3', title);
    const lines = [...new Set(points.map(p => p[by]))].flatMap((name, i) => shown.map((figure, n) => ({ name, i, figure, n })));
    const xs = [...new Set(points.map(p => p.x))].sort((a, b) => a - b);
    const at = (line, x) => points.find(p => p[by] === line.name && p.x === x)?.figures[line.figure] ?? null;
    const armOf = line => arms.find(a => a.id === line.name)?.i ?? 2 * line.i;
    chart(make(root, 'div'), () => ({
      scales: { x: logX ? { time: false, distr: 3, log: 10 } : { time: false }, y: log ? { distr: 3, log: 10 } : {} },
      axes: [axis({ label: under }), axis({ size: 70, values: (u, splits) => splits.map(v => v === null ? '' : number(v)) })],
      series: [{ label: under, value: (u, v) => v === null ? '–' : number(v) }, ...lines.map(line => ({
        label: shown.length > 1 ? `${line.name} ${names[line.figure]}` : line.name, stroke: colour(armOf(line)), width: 2,
        dash: line.n ? [4, 4] : [], spanGaps: true, points: { show: true, size: 6 }, value: (u, v) => v === null ? '–' : number(v) }))],
    }), () => [xs, ...lines.map(line => xs.map(x => at(line, x)))]);
  }

  // ---- Prices, laws, method

  if (result.prices.length > 0) {
    make(root, 'h2', 'Where each microsecond goes').id = 'prices';
    link('prices', 'Price list');
    make(root, 'p', 'Each step adds one part of the way of a request; its price is the difference to the step before.');
    [...new Set(result.prices.map(p => p.ladder))].forEach(ladder => {
      make(root, 'h3', ladder);
      const steps = result.prices.filter(p => p.ladder === ladder);
      table(root, [['with', '', 'l'], ['in all', 'µs'], ['this part', 'µs'], ['in all', 'bytes'], ['this part', 'bytes']],
        steps.map((p, i) => row => {
          make(row, 'td', p.part, 'l');
          make(row, 'td', p.total.toFixed(1));
          make(row, 'td', (p.total - (i ? steps[i - 1].total : 0)).toFixed(1));
          make(row, 'td', number(p.bytes));
          make(row, 'td', number(p.bytes - (i ? steps[i - 1].bytes : 0)));
        }));
    });
  }

  make(root, 'h2', 'Laws: predicted against measured').id = 'laws';
  link('laws', 'Laws');
  make(root, 'p', 'An identity that fails says that the measurement is wrong. A bound is kept by whatever stays below it.');
  table(root, [['law', '', 'l'], ['', '', 'l'], ['scenario', '', 'l'], ['arm', '', 'l'], ['predicted'], ['measured'], ['residual'], ['', '', 'l']],
    data.laws.map(law => row => {
      [law.name, law.formula, law.scenario, law.arm].forEach(t => make(row, 'td', t, 'l'));
      make(row, 'td', number(law.predicted));
      make(row, 'td', number(law.measured));
      make(row, 'td', law.isBound ? '' : (100 * (law.measured / law.predicted - 1)).toFixed(1) + ' %');
      make(row, 'td', law.holds ? (law.isBound ? 'kept' : 'holds') : 'FAILS', 'l ' + (law.holds ? 'good' : 'bad'));
    }));

  make(root, 'h2', 'Method and limits').id = 'method';
  link('method', 'Method');
  [
    'The load is open: when a request is due is decided ahead of time, and nobody waits for an answer before asking again. All times are from when a request was due.',
    'Primary figure: CPU time of the server process per answer, from the kernel\'s scheduler, without the JVM\'s compiler threads; it hardly depends on what else the machine does.',
    'The unit of repetition is a fresh JVM. Each block measures every arm once, in shuffled order. "Lower" and "higher" are said only when the interval lies outside 0.95–1.05 and outside of the noise, which is arm A against itself.',
    'Each JVM is asked as fast as it answers until the CPU time of an answer is steady within 10 % over three cycles and the compiler takes less than 10 %. Between cycles nobody asks until the compiler is idle: many threads that want to run would keep it from a core. A cell that never got there is marked.',
    'Same contract, bytes (checked before anything is measured), SQL, JSON code, flags, heap, collector, limits and number of connections to PostgreSQL for all arms.',
    'Client, database and server share one machine and its caches; the network is the loopback. Ratios carry over to other machines better than microseconds.',
  ].forEach(text => make(root, 'p', text));
  make(root, 'h3', 'Gates');
  table(root, [['gate', '', 'l'], ['closed when', '', 'l'], ['cells', '']], Object.entries(data.gates).map(([name, words]) => row => {
    make(row, 'td', name, 'l'); make(row, 'td', words, 'l');
    make(row, 'td', String(result.cells.filter(c => c.flags.includes(name)).length));
  }));
  make(root, 'h3', 'What differs between the arms');
  const keys = [...new Set(arms.flatMap(a => Object.keys(a.settings)))].sort();
  table(root, [['arm', '', 'l'], ...keys.map(k => [k, '', 'l'])], arms.map(a => row => {
    make(row, 'td', a.id, 'l');
    keys.forEach(k => make(row, 'td', a.settings[k] ?? '', 'l'));
  }));
  make(root, 'h3', 'Environment');
  table(root, [['', '', 'l'], ['', '', 'l']], Object.entries(result.environment).map(([k, v]) => row => { make(row, 'td', k, 'l'); make(row, 'td', v, 'l'); }));
  const more = make(root, 'details');
  make(more, 'summary', 'Every cell and every figure');
  make(more, 'p', Object.entries(figures).map(([f, m]) => `${f}: ${m.meaning} (${m.unit})`).join('; ') + '.', 'faint');
  const all = Object.keys(figures);
  table(more, [['scenario', '', 'l'], ['arm', '', 'l'], ['block'], ['tries'], ['warm'], ['gates', '', 'l'], ...all.map(f => [f, figures[f].unit])],
    result.cells.map(c => row => {
      make(row, 'td', c.scenario, 'l'); make(row, 'td', c.arm, 'l'); make(row, 'td', String(c.block + 1)); make(row, 'td', String(c.tries));
      make(row, 'td', c.warm ? 'yes' : 'no'); make(row, 'td', c.flags.join(' '), 'l');
      all.forEach(f => make(row, 'td', number(c.figures[f])));
    }));

  const redraw = () => charts.forEach(draw => draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
})();
