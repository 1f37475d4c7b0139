/**
 * Who may speak to the account: applies, several at a time, or a look at what lost ones made, alone. While an apply is on its way, what it
 * makes looks like nobody's.
 */
export interface Gate {
  apply<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** @param most applies on their way at once */
export function createGate(most: number): Gate {
  const waiting: { alone: boolean; enter: () => void }[] = [];
  let applies = 0;
  let isAlone = false;

  /** In the order they came, so that nobody waits for ever. */
  function admit(): void {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (isAlone || (next.alone ? applies > 0 : applies >= most)) return;
      waiting.shift();
      if (next.alone) isAlone = true;
      else applies++;
      next.enter();
    }
  }

  async function pass<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      waiting.push({ alone, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      if (alone) isAlone = false;
      else applies--;
      admit();
    }
  }

  return { apply: (work) => pass(false, work), alone: (work) => pass(true, work) };
}
