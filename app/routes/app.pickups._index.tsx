import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import {
  BlockStack,
  Box,
  Card,
  EmptyState,
  InlineGrid,
  Page,
  Select,
  SkeletonBodyText,
  Text,
  TextField,
} from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { seconds } from "#app/domains/kernel/time.ts";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { boardToken } from "#app/doors/board-token.server.ts";
import { shopifyId } from "#app/domains/kernel/ids.ts";
import { isTab } from "#app/domains/pickup/board-tabs.ts";
import { readBoard } from "#app/domains/pickup/read-board.server.ts";
import type { Board, BoardCard } from "#app/domains/pickup/read-board.server.ts";
import { BoardTabs } from "#app/ui/pickups/board-tabs.tsx";
import { HandOverModal } from "#app/ui/pickups/hand-over-modal.tsx";
import type { HandOverTarget } from "#app/ui/pickups/hand-over-modal.tsx";
import { lastKnown } from "#app/ui/pickups/last-known.ts";
import { LiveMark } from "#app/ui/pickups/live-mark.tsx";
import { PickupCard } from "#app/ui/pickups/pickup-card.tsx";
import { ProblemModal } from "#app/ui/pickups/problem-modal.tsx";
import { useLiveBoard } from "#app/ui/pickups/use-live-board.ts";
import { useNow } from "#app/ui/use-now.ts";
import { usePickupActs } from "#app/ui/pickups/use-pickup-acts.ts";
import { useRemembered } from "#app/ui/pickups/use-remembered.ts";

const ALL = "all";
const LONGEST_SEARCH = 100;

const TICK = seconds(5);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const { searchParams } = new URL(request.url);
  const tab = searchParams.get("tab");
  const now = services.clock();
  const question = {
    locationId: shopifyId("Location", searchParams.get("location") ?? ""),
    tab: isTab(tab) ? tab : ("new" as const),
    search: (searchParams.get("q") ?? "").trim().slice(0, LONGEST_SEARCH),
  };
  const board = await readBoard(services.db, shop, question, now);
  const token = boardToken(services.config.encryptionKey, shop, now);
  return { board, streamUrl: `/app-stream?token=${token}`, isStale: false };
}

const keep = lastKnown<Awaited<ReturnType<typeof loader>>>();

export function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  return keep("board", () => serverLoader<typeof loader>());
}
// what came with the document is the first to be known
clientLoader.hydrate = true as const;

export default function PickupBoard() {
  const data = useLoaderData<typeof clientLoader>();
  const { board } = data;
  const { t } = useTranslation("pickups");
  const shopify = useAppBridge();
  const liveness = useLiveBoard(data);
  const now = useNow(board.now, TICK);
  const acts = usePickupActs(now);
  const setParams = useBoardParams(board);
  const [problem, setProblem] = useState<BoardCard | null>(null);
  const [handOver, setHandOver] = useState<HandOverTarget | null>(null);

  const cards = (
    <Cards board={board} now={now} acts={acts} onProblem={setProblem} onHandOver={setHandOver} />
  );
  return (
    <Page
      title={t("title")}
      primaryAction={{
        content: t("handOver.open"),
        onAction: () => setHandOver({ pickup: null }),
      }}
      titleMetadata={<LiveMark liveness={liveness} asOf={board.now} />}
    >
      <TitleBar title={t("title")} />
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <LocationSelect board={board} onChoose={(location) => setParams({ location })} />
            <SearchField search={board.search} onSearch={setParams} />
          </InlineGrid>
        </Box>
        {board.search === "" ? (
          <BoardTabs tab={board.tab} counts={board.counts} onTab={(tab) => setParams({ tab })}>
            {cards}
          </BoardTabs>
        ) : (
          cards
        )}
      </BlockStack>
      <ProblemModal pickup={problem} acts={acts} onClose={() => setProblem(null)} />
      <HandOverModal
        target={handOver}
        locationId={board.locationId ?? ""}
        now={now}
        onClose={() => setHandOver(null)}
        onHandedOver={(order) => {
          setHandOver(null);
          shopify.toast.show(t("done.hand-over", { order }));
        }}
      />
    </Page>
  );
}

function Cards({
  board,
  now,
  acts,
  onProblem,
  onHandOver,
}: {
  board: Board;
  now: number;
  acts: ReturnType<typeof usePickupActs>;
  onProblem: (card: BoardCard) => void;
  onHandOver: (target: HandOverTarget) => void;
}) {
  const { t } = useTranslation("pickups");
  const isChanging = useNavigation().state === "loading";
  if (isChanging) return <Skeletons />;
  if (board.cards.length === 0) return <NoCards board={board} />;
  return (
    <BlockStack gap="400">
      {board.search !== "" && (
        <output>
          <Text as="p">{t("results", { count: board.cards.length })}</Text>
        </output>
      )}
      {board.cards.map((card) => (
        <PickupCard
          key={card.id}
          card={card}
          now={now}
          acts={acts}
          showsLocation={board.locationId === null}
          showsState={board.search !== "" || board.tab === "problem" || board.tab === "done"}
          onProblem={onProblem}
          onHandOver={(pickup) => onHandOver({ pickup })}
        />
      ))}
      {board.isCut && (
        <Text as="p" tone="subdued" alignment="center">
          {t("cut", { count: board.cards.length })}
        </Text>
      )}
    </BlockStack>
  );
}

function NoCards({ board }: { board: Board }) {
  const { t } = useTranslation("pickups");
  const { search, tab } = board;
  return (
    <Card>
      <EmptyState heading={t(search === "" ? `empty.${tab}` : "empty.search")} image="">
        <p>{search === "" ? t(`empty.${tab}Text`) : t("empty.searchText", { search })}</p>
      </EmptyState>
    </Card>
  );
}

function Skeletons() {
  return (
    <BlockStack gap="400">
      {[3, 2, 3].map((lines, at) => (
        <Card key={at}>
          <SkeletonBodyText lines={lines} />
        </Card>
      ))}
    </BlockStack>
  );
}

function LocationSelect({
  board,
  onChoose,
}: {
  board: Board;
  onChoose: (location: string) => void;
}) {
  const { t } = useTranslation("pickups");
  return (
    <Select
      label={t("location")}
      labelHidden
      options={[
        { value: ALL, label: t("allLocations") },
        ...board.locations.map(({ id, name, open }) => ({
          value: id,
          label: t("locationWithOpen", { name, open }),
        })),
      ]}
      value={board.locationId ?? ALL}
      onChange={onChoose}
    />
  );
}

const SEARCH_AFTER = 300;

function SearchField({
  search,
  onSearch,
}: {
  search: string;
  onSearch: (change: { q: string }) => void;
}) {
  const { t } = useTranslation("pickups");
  const [text, setText] = useState(search);
  useEffect(() => {
    if (text.trim() === search) return undefined;
    const timer = setTimeout(() => onSearch({ q: text.trim() }), SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [text, search, onSearch]);
  return (
    <TextField
      label={t("search")}
      labelHidden
      placeholder={t("search")}
      value={text}
      onChange={setText}
      clearButton
      onClearButtonClick={() => setText("")}
      autoComplete="off"
      maxLength={LONGEST_SEARCH}
    />
  );
}

/** The board's question is in the address; the location is remembered by the browser that stands at its counter. */
function useBoardParams(board: Board) {
  const [params, setSearchParams] = useSearchParams();
  const [remembered, remember] = useRemembered("sambung.pickups.location");
  const set = useCallback(
    (change: { location?: string; tab?: string; q?: string }) => {
      if (change.location !== undefined) remember(change.location);
      setSearchParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) after.set(name, value);
          if (after.get("q") === "") after.delete("q");
          return after;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [remember, setSearchParams],
  );
  const isStated = params.has("location");
  const isKnown = board.locations.some(({ id }) => id === remembered);
  useEffect(() => {
    if (!isStated && isKnown && remembered) set({ location: remembered });
  }, [isStated, isKnown, remembered, set]);
  return set;
}
