import type { Language } from "../../ui/language.ts";

interface MailWords {
  yourCode: string;
  showIt: string;
  follow: string;
  where: string;
  map: string;
  hours: string;
  toCollect: string;
  why(orderName: string, shopName: string): string;
}

/** The layout's own words, around those of the template. */
export const MAIL_WORDS: Record<Language, MailWords> = {
  en: {
    yourCode: "Your pickup code",
    showIt: "Show it at the counter: we scan or type it.",
    follow: "See your pickup",
    where: "Where to collect",
    map: "Open the map",
    hours: "Opening hours",
    toCollect: "What you collect",
    why: (orderName, shopName) =>
      `You receive this message because you ordered ${orderName} from ${shopName} for pickup.`,
  },
  id: {
    yourCode: "Kode pengambilan Anda",
    showIt: "Tunjukkan di loket: kami memindai atau mengetiknya.",
    follow: "Lihat pengambilan Anda",
    where: "Tempat pengambilan",
    map: "Buka peta",
    hours: "Jam buka",
    toCollect: "Yang Anda ambil",
    why: (orderName, shopName) =>
      `Anda menerima pesan ini karena memesan ${orderName} di ${shopName} untuk diambil sendiri.`,
  },
};
