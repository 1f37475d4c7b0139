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
      return createStation({ number, plan: station, account, folder: home, tools });
    });
    await Promise.all(all.map((station) => station.prepare()));
    const stations = await Promise.all(all.map((station) => station.run()));
    await account.calm();
    const ledger = account.training.ledger();
    const agents = new Set(stations.flatMap(({ agents }) => [...agents]));
    const references = new Set(
      ledger.applies.filter(({ agent }) => agents.has(agent)).map(({ reference }) => reference),
    );
    return {
      plan,
      stations,
      findings: compare(ledger, stations),
      kills: stations.flatMap(({ processes }) => processes.filter(({ by }) => by === 'kill' || by === 'power-cut'))
        .length,
      asked: stations.reduce((sum, { asked }) => sum + asked.size, 0),
      eSIMs: ledger.esims.filter(({ reference }) => references.has(reference)).length,
      took: performance.now() - begun,
    };
  } finally {
    await account.calm();
    await account.stop();
    rmSync(own, { recursive: true, force: true });
  }
}
