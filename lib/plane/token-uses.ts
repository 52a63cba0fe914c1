import type { EdgeTokens, TokenUses } from "@/lib/contract/edges";
import type { PlaneLog } from "@/lib/plane/plane-source";
import type { Upstream } from "@/lib/plane/upstream";

type Token = EdgeTokens["tokens"][number];
type Place = { readonly program: string; readonly environment: string };

// What one request takes: 2,000 hashes.
const usesAtOnce = 2_000;
const tellEvery = 30_000;
const longest = 7 * 86_400_000;

const placeOf = ({ program, environment }: Place): string =>
  `/plane/v1/${encodeURIComponent(program)}/${encodeURIComponent(environment)}/receipts/tokens`;

/**
 * When an edge let which token in, until its upstream has taken it. In: its clock, in milliseconds.
 * Bounded by the tokens that there are: what the upstream no longer knows is left out.
 */
export const createTokenUses = (now: () => number) => {
  const uses = new Map<string, number>();
  let tokens: readonly Token[] = [];

  /** What is told of one environment: the uses of tokens of its program that reach it. */
  const usesAt = ({ program, environment }: Place): TokenUses["tokens"] =>
    tokens
      .filter(
        (token) =>
          uses.has(token.hash) &&
          token.program === program &&
          (token.environment === null || token.environment === environment),
      )
      .slice(0, usesAtOnce)
      .map(({ hash }) => ({
        hash,
        silentMilliseconds: Math.min(
          longest,
          Math.max(0, Math.round(now() - (uses.get(hash) ?? 0))),
        ),
      }));

  const tell = async (upstream: Upstream, place: Place): Promise<void> => {
    const told = usesAt(place);
    if (told.length === 0) return;
    const at = new Map(told.map(({ hash }) => [hash, uses.get(hash)]));
    await upstream.post(placeOf(place), { tokens: told });
    for (const [hash, then] of at) if (uses.get(hash) === then) uses.delete(hash);
  };

  return {
    note: (hash: string, at: number): void => {
      uses.set(hash, Math.max(at, uses.get(hash) ?? 0));
    },
    /** The tokens that there are now; uses of others are forgotten. */
    know: (known: readonly Token[]): void => {
      tokens = known;
      const hashes = new Set(known.map(({ hash }) => hash));
      for (const hash of uses.keys()) if (!hashes.has(hash)) uses.delete(hash);
    },
    tell,
  };
};

export type TokenUseBook = ReturnType<typeof createTokenUses>;

/**
 * Tells the upstream every 30 s which tokens were used here. What is not taken, as by an upstream from
 * before there was this, is told again the next time. Gives the way to stop, after a last word.
 */
export const reportTokenUses = (options: {
  readonly upstream: Upstream;
  readonly uses: TokenUseBook;
  readonly followed: () => readonly Place[];
  readonly log: PlaneLog;
}) => {
  const { upstream, uses, followed, log } = options;
  let isFailing = false;
  const now = async (): Promise<void> => {
    try {
      for (const place of followed()) await uses.tell(upstream, place);
      isFailing = false;
    } catch (error) {
      if (!isFailing) {
        log.info({ because: String(error) }, "which tokens were used here was not taken");
      }
      isFailing = true;
    }
  };
  const timer = setInterval(() => void now(), tellEvery);
  timer.unref();
  return {
    now,
    stop: (): Promise<void> => {
      clearInterval(timer);
      return now();
    },
  };
};
