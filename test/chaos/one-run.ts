/** One run, from its plan to what came of it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openAccount } from './account.ts';
import { compare, type Findings } from './compare.ts';
import type { Plan } from './plan.ts';
import type { Tools } from './process.ts';
import { createStation, type Outcome } from './station.ts';

export interface Result {
  plan: Plan;
  stations: Outcome[];
  findings: Findings;
  kills: number;
  asked: number;
  /** Bundles that the stations spent. */
  eSIMs: number;
  /** Milliseconds. */
  took: number;
}

/** @param folder where the run may make one of its own */
export async function runOne(plan: Plan, folder: string, tools: Tools): Promise<Result> {
  const begun = performance.now();
  const own = mkdtempSync(path.join(folder, `run-${plan.run}-`));
  const account = await openAccount(plan);
  try {
    const all = plan.stations.map((station, number) => {
      const home = path.join(own, String(number));
      mkdirSync(home);
      return createStation({ number, plan: station, patience: plan.patience, account, folder: home, tools });
    });
    for (const station of all) await station.prepare(station === all[0] ? null : (all[0] ?? null));
    const stations = await Promise.all(all.map((station) => station.run()));
    account.calm();
    // Whatever was put off is done by then.
    account.training.advance(2_000 * plan.patience);
    const ledger = account.training.ledger();
    const sent = new Set(stations.flatMap(({ sent }) => [...sent]));
    const references = new Set(ledger.calls.filter(({ number }) => sent.has(number)).map(({ made }) => made));
    const findings = compare(ledger, stations);
    const { applies, orders } = account.other.ledger();
    for (const { reference } of [...applies, ...orders]) findings.doubled.push(`at another account: ${reference}`);
    return {
      plan,
      stations,
      findings,
      kills: stations.flatMap(({ processes }) => processes.filter(({ by }) => by === 'kill' || by === 'power-cut'))
        .length,
      asked: stations.reduce((sum, { asked }) => sum + asked.size, 0),
      eSIMs: ledger.esims.filter(({ reference }) => references.has(reference)).length,
      took: performance.now() - begun,
    };
  } finally {
    account.calm();
    await account.stop();
    rmSync(own, { recursive: true, force: true });
  }
}
