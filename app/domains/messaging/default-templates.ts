import type { Language } from "../../ui/language.ts";
import type { MessageKind } from "./message-kind.ts";
import type { Template } from "./template.ts";

/** What we send until the merchant writes their own. */
export const DEFAULT_TEMPLATES: Record<MessageKind, Record<Language, Template>> = {
  "pickup-ready": {
    en: {
      subject: "Order {{ order.name }} is ready at {{ store.name }}",
      body: `Hello{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},

Your order <strong>{{ order.name }}</strong> is packed and waiting for you at <strong>{{ store.name }}</strong>.

Please bring the code below, on your phone or on paper. Whoever shows it can collect the order, so share it only with someone you trust.

{{ shop.name }} may have sent you a short "ready for pickup" notice already. This message adds your code, the opening hours and a page that shows how your order is doing.

See you soon!
{{ shop.name }}`,
    },
    id: {
      subject: "Pesanan {{ order.name }} siap diambil di {{ store.name }}",
      body: `Halo{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},

Pesanan <strong>{{ order.name }}</strong> sudah dikemas dan menunggu Anda di <strong>{{ store.name }}</strong>.

Silakan bawa kode di bawah ini, di ponsel atau di kertas. Siapa pun yang menunjukkannya dapat mengambil pesanan, jadi berikan hanya kepada orang yang Anda percaya.

{{ shop.name }} mungkin sudah mengirim pemberitahuan singkat bahwa pesanan siap diambil. Pesan ini menambahkan kode, jam buka, dan halaman untuk melihat status pesanan Anda.

Sampai jumpa!
{{ shop.name }}`,
    },
  },
};
