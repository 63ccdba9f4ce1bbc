import type { PickupState } from "../../domains/pickup/pickup.ts";
import type { Language } from "../../ui/language.ts";

interface PageWords {
  title(orderName: string): string;
  states: Record<PickupState, { heading: string; text: string }>;
  steps: { new: string; picking: string; ready: string; collected: string };
  progress: string;
  promised: string;
  late: string;
  collectedAt: string;
  yourCode: string;
  showIt: string;
  where: string;
  map: string;
  hours: string;
  lines: string;
  live: string;
  offline: string;
}

/** What shoppers read on their pickup page. */
export const PAGE_WORDS: Record<Language, PageWords> = {
  en: {
    title: (orderName) => `Pickup of order ${orderName}`,
    states: {
      new: {
        heading: "We have your order",
        text: "The store will begin to prepare it soon. Please wait for our message before you come.",
      },
      picking: {
        heading: "We are preparing your order",
        text: "The store is putting your things together. We tell you as soon as they are ready.",
      },
      ready: {
        heading: "Ready for you",
        text: "Your order is waiting at the store. Please bring this code.",
      },
      collected: { heading: "Collected", text: "Your order has been handed over. Thank you!" },
      problem: {
        heading: "We are sorting something out",
        text: "Something about your order needs a closer look. The store will get in touch with you; please do not come before that.",
      },
      cancelled: {
        heading: "This pickup was cancelled",
        text: "There is nothing left to collect. If this surprises you, please ask the shop.",
      },
      expired: {
        heading: "The time to collect has passed",
        text: "Please ask the store before you come: your order may still be there.",
      },
    },
    steps: { new: "Received", picking: "Being prepared", ready: "Ready", collected: "Collected" },
    progress: "Progress",
    promised: "Ready by",
    late: "It takes a little longer than we said. We are on it.",
    collectedAt: "Collected",
    yourCode: "Your pickup code",
    showIt: "Show it at the counter: we scan or type it.",
    where: "Where to collect",
    map: "Open the map",
    hours: "Opening hours",
    lines: "Your order",
    live: "This page follows your order by itself.",
    offline: "The connection was lost. We keep trying.",
  },
  id: {
    title: (orderName) => `Pengambilan pesanan ${orderName}`,
    states: {
      new: {
        heading: "Pesanan Anda kami terima",
        text: "Toko akan segera menyiapkannya. Mohon tunggu pesan dari kami sebelum datang.",
      },
      picking: {
        heading: "Pesanan Anda sedang disiapkan",
        text: "Toko sedang mengumpulkan barang Anda. Kami memberi tahu begitu siap.",
      },
      ready: {
        heading: "Siap diambil",
        text: "Pesanan Anda menunggu di toko. Silakan bawa kode ini.",
      },
      collected: { heading: "Sudah diambil", text: "Pesanan Anda telah diserahkan. Terima kasih!" },
      problem: {
        heading: "Ada yang sedang kami selesaikan",
        text: "Ada hal pada pesanan Anda yang perlu diperiksa. Toko akan menghubungi Anda; mohon jangan datang sebelum itu.",
      },
      cancelled: {
        heading: "Pengambilan ini dibatalkan",
        text: "Tidak ada lagi yang perlu diambil. Jika ini di luar dugaan, silakan tanyakan kepada toko.",
      },
      expired: {
        heading: "Waktu pengambilan sudah lewat",
        text: "Mohon tanyakan kepada toko sebelum datang: pesanan Anda mungkin masih ada.",
      },
    },
    steps: { new: "Diterima", picking: "Disiapkan", ready: "Siap", collected: "Diambil" },
    progress: "Perkembangan",
    promised: "Siap sebelum",
    late: "Perlu sedikit waktu lebih lama dari yang kami janjikan. Kami sedang mengerjakannya.",
    collectedAt: "Diambil",
    yourCode: "Kode pengambilan Anda",
    showIt: "Tunjukkan di loket: kami memindai atau mengetiknya.",
    where: "Tempat pengambilan",
    map: "Buka peta",
    hours: "Jam buka",
    lines: "Pesanan Anda",
    live: "Halaman ini mengikuti pesanan Anda dengan sendirinya.",
    offline: "Sambungan terputus. Kami terus mencoba.",
  },
};

/** For a link that opens nothing. We do not know whom it is for, so it speaks both languages. */
export const NO_PICKUP = [
  {
    language: "en",
    text: "This pickup link does not work, or no longer. Please open the newest message from the shop, or ask the store.",
  },
  {
    language: "id",
    text: "Tautan pengambilan ini tidak berlaku, atau tidak lagi. Silakan buka pesan terbaru dari toko, atau tanyakan kepada toko.",
  },
] as const;
