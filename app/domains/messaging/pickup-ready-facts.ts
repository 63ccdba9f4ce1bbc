/** All that the ready mail says, gathered by the job. Texts come from outside and may hold anything. */
export interface PickupReadyFacts {
  shopName: string;
  firstName: string | null;
  /** as shoppers know it: "#1001" */
  orderName: string;
  store: {
    name: string;
    addressLines: string[];
    phone: string;
    instructions: string;
    mapUrl: string;
  };
  /** today first, in the shopper's language: { day: "Today", hours: "09:00–17:00" } */
  hours: { day: string; hours: string }[];
  lines: { title: string; options: string; quantity: number }[];
  code: string;
  pageUrl: string;
}
