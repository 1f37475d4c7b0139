/**
 * Preloaded into the program: its clock is wrong, and jumps while it runs. `CHAOS_CLOCK` is a JSON list of pairs of milliseconds,
 * when after the start and by how much. Clocks that never run backwards keep running.
 */
const jumps = JSON.parse(process.env.CHAOS_CLOCK ?? '[]') as [after: number, by: number][];
const RealDate = Date;

function now(): number {
  const up = performance.now();
  return jumps.reduce((time, [after, by]) => (up >= after ? time + by : time), RealDate.now());
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: (target) => new target(now()).toString(),
  get: (target, name, proxy) => (name === 'now' ? now : Reflect.get(target, name, proxy)),
});
