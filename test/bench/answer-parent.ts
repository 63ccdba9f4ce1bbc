/** The child's half of child.ts. */
export interface Answering<Ask, Reply> {
  ready: unknown;
  answer?(question: Ask): Promise<Reply>;
  close?(): Promise<void>;
}

/** Starts what the parent asked for and answers it until SIGTERM, or until the parent is gone. */
export async function answerParent<Options, Ask = never, Reply = never>(
  start: (options: Options) => Promise<Answering<Ask, Reply>>,
): Promise<void> {
  const tell = (message: object) => process.send?.(message);
  try {
    const child = await start(JSON.parse(process.argv[2] ?? "{}") as Options);
    const stop = async () => {
      await child.close?.();
      process.exit(0);
    };
    process.on("SIGTERM", () => void stop());
    process.on("disconnect", () => void stop());
    process.on("message", (message: { ask: Ask }) => {
      child.answer?.(message.ask).then(
        (reply) => tell({ reply }),
        (error: unknown) => tell({ failure: textOf(error) }),
      );
    });
    tell({ ready: child.ready });
  } catch (error) {
    tell({ failure: textOf(error) });
    process.exit(1);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
