import { drawPicture } from "../catalogue/draw-picture.ts";
import type { Route } from "../simulator.ts";
import { answer } from "../web/answer.ts";

/** The product drawings on the simulator's own address: that is what the Admin API names as an image's url. */
export const storefrontPictures: Route = (request, response) => {
  const file = /^\/cdn\/shop\/files\/([\w-]+\.svg)(?:\?|$)/.exec(request.url ?? "")?.[1];
  const picture = file === undefined ? null : drawPicture(file);
  if (picture === null) return false;
  return answer(response, 200, "image/svg+xml", picture, {
    "cache-control": "public, max-age=31536000, immutable",
    "access-control-allow-origin": "*",
  });
};
