export interface BatchLimits<Item> {
  /** how many batches may be under way at the same time */
  atOnce: number;
  /** how many items one batch holds at most */
  most: number;
  /** what an item weighs, and what a batch of several may weigh */
  weight(item: Item): number;
  heaviest: number;
}

/**
 * Does together what is asked for while earlier work is under way: the busier, the larger the batches; whoever comes alone
 * waits for nobody. When a batch fails, each of its items is tried alone, so that one cannot spoil the others.
 */
export function inBatches<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  limits: BatchLimits<Item>,
): (item: Item) => Promise<Result> {
  interface Asked {
    item: Item;
    resolve(result: Result): void;
    reject(error: unknown): void;
  }
  const waiting: Asked[] = [];
  let underWay = 0;

  const start = (): void => {
    while (underWay < limits.atOnce && waiting.length > 0) {
      underWay++;
      void workOff(take()).finally(() => {
        underWay--;
        start();
      });
    }
  };
  const take = (): Asked[] => {
    let number = 0;
    let weight = 0;
    for (const { item } of waiting) {
      weight += limits.weight(item);
      if (number === limits.most || (number > 0 && weight > limits.heaviest)) break;
      number++;
    }
    return waiting.splice(0, number);
  };
  const workOff = async (batch: Asked[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error("a batch gave no result for one of its items"));
        else resolve(result);
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const asked of batch) await workOff([asked]);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
}
