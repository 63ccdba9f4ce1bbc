/** Line-free drawings in a few flat tones, one function per kind of product, on an 800 × 800 sheet with the floor at 620. */
export interface Paint {
  main: string;
  dark: string;
  deep: string;
  light: string;
  pale: string;
}
type Shape = (paint: Paint) => string;

const path = (d: string, fill: string, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
const box = (x: number, y: number, w: number, h: number, fill: string, r = 0) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
const oval = (x: number, y: number, rx: number, ry: number, fill: string) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
const steps = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A field of the kawung motif: four petals and a dot, repeated. */
function kawung(x: number, y: number, columns: number, rows: number, size: number, ink: string) {
  return steps(rows)
    .flatMap((row) =>
      steps(columns).map((column) => {
        const cx = x + (column + 0.5) * size;
        const cy = y + (row + 0.5) * size;
        const petal = size * 0.2;
        return [-1, 1]
          .flatMap((side) => [
            oval(cx + side * petal, cy, petal * 0.82, petal * 0.5, ink),
            oval(cx, cy + side * petal, petal * 0.5, petal * 0.82, ink),
          ])
          .join("");
      }),
    )
    .join("");
}

/** The slanting parang waves of a batik cloth. */
function parang(x: number, y: number, width: number, height: number, ink: string) {
  return steps(Math.ceil(width / 44))
    .map((index) => {
      const at = x + 22 + index * 44;
      return line(
        `M${at} ${y + 14}${steps(Math.floor((height - 28) / 40))
          .map(() => "q16 10 0 20t0 20")
          .join("")}`,
        ink,
        8,
      );
    })
    .join("");
}

const stripes = (x: number, y: number, w: number, h: number, gap: number, ink: string) =>
  steps(Math.floor(w / gap))
    .map((index) => box(x + index * gap, y, index % 3 === 0 ? 6 : 3, h, ink))
    .join("");

export const shapes: Record<string, Shape> = {
  mug: (p) =>
    line("M535 330q95 -10 92 88t-104 92", p.dark, 34) +
    path("M250 270h300l-16 300q-4 50 -54 50H320q-50 0 -54 -50z", p.main) +
    path("M250 270h90l6 350h-26q-50 0 -54 -50z", p.light, 'opacity=".5"') +
    oval(400, 270, 150, 30, p.dark) +
    oval(400, 276, 132, 22, p.deep) +
    path("M259 440h282l-3 56H262z", p.dark, 'opacity=".55"'),
  cups: (p) =>
    [250, 480]
      .map(
        (x) =>
          path(`M${x - 95} 420h190l-22 170q-4 30 -34 30h-78q-30 0 -34 -30z`, p.main) +
          path(`M${x - 95} 420h58l8 200h-10q-30 0 -34 -30z`, p.light, 'opacity=".5"') +
          oval(x, 420, 95, 20, p.dark) +
          oval(x, 424, 82, 14, p.deep),
      )
      .join(""),
  bowl: (p) =>
    path("M190 390h420q-10 190 -150 220h-120q-140 -30 -150 -220z", p.main) +
    path("M190 390h120q6 150 60 220h-30q-140 -30 -150 -220z", p.light, 'opacity=".45"') +
    oval(400, 390, 210, 42, p.dark) +
    oval(400, 398, 188, 32, p.pale) +
    box(340, 604, 120, 18, p.dark, 6),
  plate: (p) =>
    `<circle cx="400" cy="400" r="235" fill="${p.dark}"/><circle cx="400" cy="394" r="235" fill="${p.main}"/>` +
    `<circle cx="400" cy="394" r="165" fill="${p.light}"/><circle cx="400" cy="394" r="152" fill="${p.pale}"/>` +
    line("M330 440q60 -110 150 -90", p.main, 10),
  vase: (p) =>
    path(
      "M355 190h90q-6 90 50 150 60 70 40 170 -16 110 -60 110H325q-44 0 -60 -110 -20 -100 40 -170 56 -60 50 -150z",
      p.main,
    ) +
    path(
      "M355 190h36q-10 100 -36 160 -40 90 -20 270h-10q-44 0 -60 -110 -20 -100 40 -170 56 -60 50 -150z",
      p.light,
      'opacity=".45"',
    ) +
    oval(400, 190, 46, 11, p.deep) +
    line("M400 180q-10 -70 40 -110M410 170q30 -50 90 -60M396 170q-30 -60 -70 -70", "#7f8f6d", 7),
  teapot: (p) =>
    path("M560 430q80 -10 110 -90l26 10q-20 150 -150 170z", p.dark) +
    line("M262 400q-110 -20 -96 80t110 70", p.dark, 28) +
    path("M240 470q0 -130 160 -130t160 130q0 150 -90 150H330q-90 0 -90 -150z", p.main) +
    path("M240 470q0 -110 110 -126 -50 120 -6 276h-14q-90 0 -90 -150z", p.light, 'opacity=".45"') +
    oval(400, 346, 92, 22, p.dark) +
    `<circle cx="400" cy="312" r="24" fill="${p.deep}"/>`,
  planter: (p) =>
    line(
      "M400 360q-10 -120 -120 -170M400 360q0 -150 10 -220M400 360q20 -110 130 -150M400 360q-60 -60 -170 -50M400 360q60 -60 180 -40",
      "#6f8a62",
      16,
    ) +
    path("M260 370h280l-30 250H290z", p.main) +
    path("M260 370h90l6 250h-66z", p.light, 'opacity=".45"') +
    box(244, 352, 312, 44, p.dark, 10),
  jar: (p) =>
    box(285, 300, 230, 320, p.main, 34) +
    box(285, 300, 80, 320, p.light, 34) +
    box(300, 252, 200, 62, "#a56a3a", 14) +
    `<circle cx="400" cy="240" r="22" fill="#8d5730"/>` +
    box(330, 420, 140, 90, p.pale, 6),
  beans: (p) =>
    path("M265 230h270l24 360q2 30 -28 30H269q-30 0 -28 -30z", p.main) +
    path("M265 230h80l-10 390h-66q-30 0 -28 -30z", p.light, 'opacity=".45"') +
    path("M265 230h270l-8 -50H273z", p.dark) +
    box(300, 330, 200, 190, "#f6f0e4", 6) +
    oval(375, 410, 24, 36, "#5b3a26") +
    oval(428, 420, 24, 36, "#6e4830") +
    line("M375 378q-12 30 2 64M428 388q-12 30 2 64", "#f6f0e4", 5) +
    box(330, 480, 140, 10, p.dark, 5),
  dripper: (p) =>
    box(215, 566, 370, 54, p.dark, 12) +
    path("M225 250h350q-20 190 -120 250v80H345v-80q-100 -60 -120 -250z", p.main) +
    path("M225 250h100q10 200 60 260v70h-40v-80q-100 -60 -120 -250z", p.light, 'opacity=".45"') +
    oval(400, 250, 175, 34, p.dark) +
    oval(400, 256, 154, 26, p.deep) +
    line("M572 330q70 10 60 70t-90 50", p.dark, 22),
  server: (p) =>
    path(
      "M300 230h200l-10 90q90 60 90 180 0 120 -60 120H280q-60 0 -60 -120 0 -120 90 -180z",
      p.pale,
      'opacity=".85"',
    ) +
    path("M226 470h348q10 150 -54 150H280q-64 0 -54 -150z", "#5b3a26", 'opacity=".88"') +
    box(290, 196, 220, 44, "#26241f", 14) +
    line("M500 300q120 10 100 130t-70 110", "#26241f", 24),
  kettle: (p) =>
    path("M270 400h260l40 180q4 40 -36 40H266q-40 0 -36 -40z", p.main) +
    path("M270 400h70l-20 220h-54q-40 0 -36 -40z", p.light, 'opacity=".5"') +
    line("M560 570q60 -30 50 -120t70 -130", p.dark, 22) +
    line("M262 420q-130 -40 -110 70t70 100", p.deep, 26) +
    oval(400, 398, 132, 26, p.dark) +
    `<circle cx="400" cy="362" r="22" fill="${p.deep}"/>`,
  grinder: (p) =>
    line("M400 210h150v-30", p.deep, 18) +
    `<circle cx="552" cy="168" r="28" fill="#a56a3a"/>` +
    box(315, 230, 170, 170, p.main, 22) +
    box(315, 230, 54, 170, p.light, 22) +
    box(300, 396, 200, 26, p.dark, 8) +
    box(322, 420, 156, 200, "#a56a3a", 20) +
    box(322, 420, 48, 200, "#bd8350", 20),
  filters: (p) =>
    steps(5)
      .map((i) =>
        path(`M${215 + i * 22} ${250 + i * 14}h300l-110 330h-80z`, i % 2 ? p.light : p.main),
      )
      .join("") +
    box(280, 540, 260, 80, p.dark, 8) +
    box(320, 568, 180, 14, p.pale, 6),
  glass: (p) =>
    [270, 530]
      .map(
        (x) =>
          path(`M${x - 90} 300h180l-22 320h-136z`, p.pale, 'opacity=".75"') +
          path(`M${x - 82} 420h164l-14 200h-136z`, "#4b2f20", 'opacity=".9"') +
          oval(x, 420, 82, 14, "#6e4830"),
      )
      .join(""),
  stand: (p) =>
    box(200, 590, 400, 30, p.main, 8) +
    box(226, 210, 22, 390, p.dark, 6) +
    box(552, 210, 22, 390, p.dark, 6) +
    box(200, 200, 400, 30, p.main, 8) +
    path("M310 160h180l-60 130h-60z", "#efe6d5") +
    box(330, 440, 140, 150, "#b9cfd0", 20) +
    box(330, 510, 140, 80, "#5b3a26", 20),
  scarf: (p) =>
    path("M250 170h300v390H250z", p.main) +
    parang(250, 170, 300, 390, p.pale) +
    path("M250 170h300v36H250zM250 524h300v36H250z", p.dark) +
    steps(15)
      .map((i) => line(`M${260 + i * 20} 562v46`, p.dark, 5))
      .join(""),
  runner: (p) =>
    path("M170 250h460v300H170z", p.main) +
    kawung(180, 262, 8, 5, 55, p.pale) +
    line("M170 268h460M170 532h460", p.deep, 6),
  cushion: (p) =>
    path("M190 220q210 34 420 0 -34 200 0 380 -210 -30 -420 0 34 -190 0 -380z", p.main) +
    steps(4)
      .map((i) => line(`M${250 + i * 20} ${320 + i * 62}q40 -60 90 -20t90 -10 100 -10`, p.pale, 9))
      .join("") +
    line("M214 240q190 26 372 0", p.dark, 5),
  shirt: (p) =>
    path("M300 190l100 40 100 -40 130 70 -50 130 -60 -26v256H280V364l-60 26 -50 -130z", p.main) +
    stripes(284, 250, 232, 366, 20, p.light) +
    path("M300 190l100 40 100 -40 -30 80 -70 -30 -70 30z", p.dark) +
    line("M400 250v366", p.deep, 4) +
    steps(5)
      .map((i) => `<circle cx="400" cy="${300 + i * 66}" r="7" fill="${p.pale}"/>`)
      .join("") +
    box(440, 330, 62, 66, p.dark, 4),
  tee: (p) =>
    path("M290 200q110 70 220 0l120 60 -50 120 -64 -26v266H284V354l-64 26 -50 -120z", p.main) +
    path("M290 200q110 70 220 0l-18 -10q-92 54 -184 0z", p.dark) +
    kawung(345, 330, 2, 2, 55, p.pale),
  blanket: (p) =>
    path("M200 330h400v270q0 20 -20 20H220q-20 0 -20 -20z", p.main) +
    box(200, 400, 400, 24, p.dark) +
    box(200, 450, 400, 10, p.pale) +
    box(200, 500, 400, 24, p.dark) +
    path("M200 330q0 -40 40 -40h320q40 0 40 40 -30 26 -200 26t-200 -26z", p.light) +
    steps(19)
      .map((i) => line(`M${215 + i * 20} 618v30`, p.dark, 4))
      .join(""),
  apron: (p) =>
    line("M320 220q80 -140 160 0", p.dark, 12) +
    path("M310 220h180q6 100 100 130v270H210V350q94 -30 100 -130z", p.main) +
    stripes(216, 356, 370, 262, 24, p.light) +
    box(300, 430, 200, 120, p.dark, 6),
  towels: (p) =>
    steps(3)
      .map(
        (i) =>
          box(220, 520 - i * 110, 360, 100, [p.main, p.pale, p.dark][i] ?? p.main, 26) +
          box(220, 560 - i * 110, 360, 8, p.light),
      )
      .join(""),
  notebook: (p) =>
    box(262, 182, 300, 440, p.deep, 14) +
    box(250, 172, 300, 440, p.main, 14) +
    box(250, 172, 44, 440, p.dark, 14) +
    box(340, 270, 150, 70, p.pale, 4) +
    box(505, 172, 14, 440, p.dark),
  pocket: (p) =>
    [
      [-9, p.dark],
      [0, p.light],
      [9, p.main],
    ]
      .map(
        ([turn, fill]) =>
          `<g transform="rotate(${turn} 400 620)">${box(300, 290, 200, 330, String(fill), 10)}${box(350, 360, 100, 40, p.pale, 3)}</g>`,
      )
      .join(""),
  pen: (p) =>
    `<g transform="rotate(35 400 400)">${box(382, 180, 36, 300, p.main, 14)}${box(382, 180, 14, 300, p.light, 8)}${box(382, 330, 36, 12, p.deep)}${path("M384 480h32l-10 80h-12z", p.dark)}${path("M394 560h12l-6 40z", p.deep)}${box(420, 190, 8, 110, p.dark, 4)}</g>`,
  cards: (p) =>
    [
      [-12, p.dark],
      [3, p.main],
    ]
      .map(
        ([turn, fill]) =>
          `<g transform="rotate(${turn} 400 420)">${box(230, 280, 340, 240, String(fill), 8)}${box(250, 300, 300, 200, p.pale, 4)}</g>`,
      )
      .join("") + `<g transform="rotate(3 400 420)">${kawung(290, 310, 4, 3, 55, p.main)}</g>`,
  wrap: (p) =>
    steps(3)
      .map(
        (i) =>
          `<g transform="rotate(${-14 + i * 14} 400 640)">${box(352, 170, 96, 430, [p.main, p.light, p.dark][i] ?? p.main, 16)}${kawung(358, 200, 2, 9, 42, p.pale)}${oval(400, 172, 48, 14, p.deep)}</g>`,
      )
      .join(""),
  calendar: (p) =>
    path("M230 600l40 -330h260l40 330z", p.dark) +
    box(240, 250, 320, 330, "#f8f4ec", 8) +
    box(240, 250, 320, 76, p.main, 8) +
    steps(28)
      .map(
        (i) =>
          `<circle cx="${276 + (i % 7) * 41}" cy="${370 + Math.floor(i / 7) * 52}" r="9" fill="${i === 17 ? p.main : "#cfc6b6"}"/>`,
      )
      .join("") +
    steps(8)
      .map((i) => line(`M${270 + i * 37} 236v30`, p.deep, 6))
      .join(""),
  roll: (p) =>
    box(190, 340, 420, 200, p.main, 20) +
    steps(6)
      .map((i) =>
        box(
          230 + i * 62,
          290,
          18,
          210,
          ["#b8694a", "#8fa083", "#c39a3d", "#2f3e6e", "#9c3b3b", "#8a5a33"][i] ?? "#8a5a33",
          8,
        ),
      )
      .join("") +
    box(190, 420, 420, 120, p.dark, 16) +
    line("M610 440q60 20 40 90", p.deep, 10),
  tote: (p) =>
    line("M320 330q0 -170 80 -170t80 170", p.dark, 20) +
    path("M240 310h320l26 310H214z", p.main) +
    path("M240 310h90l-16 310H214z", p.light, 'opacity=".4"') +
    kawung(330, 410, 3, 2, 48, p.pale),
  sling: (p) =>
    line("M250 380q150 -320 300 0", p.deep, 16) +
    box(210, 370, 380, 230, p.main, 60) +
    box(250, 430, 300, 130, p.dark, 36) +
    line("M270 410h260", p.pale, 8),
  basket: (p) =>
    line("M290 360q110 -230 220 0", p.dark, 22) +
    path("M220 350h360l-40 230q-6 40 -46 40H306q-40 0 -46 -40z", p.main) +
    steps(5)
      .map((row) =>
        steps(9)
          .map((i) =>
            box(
              240 + i * 37 + (row % 2) * 14,
              372 + row * 48,
              24,
              34,
              row % 2 ? p.dark : p.light,
              8,
            ),
          )
          .join(""),
      )
      .join("") +
    box(212, 336, 376, 30, p.dark, 12),
  backpack: (p) =>
    line("M340 200q60 -60 120 0", p.deep, 18) +
    path("M250 330q0 -140 150 -140t150 140v250q0 40 -40 40H290q-40 0 -40 -40z", p.main) +
    path("M250 330q0 -120 110 -136 -50 130 -30 426h-40q-40 0 -40 -40z", p.light, 'opacity=".4"') +
    box(290, 420, 220, 160, p.dark, 26) +
    line("M310 460h180", p.pale, 6) +
    box(380, 300, 40, 54, p.deep, 6),
  sleeve: (p) =>
    box(190, 270, 420, 300, p.main, 24) +
    box(190, 270, 420, 74, p.dark, 24) +
    stripes(200, 350, 400, 210, 22, p.light) +
    `<circle cx="400" cy="344" r="18" fill="#c39a3d"/>`,
  candle: (p) =>
    line("M400 300v-40", "#3b3226", 6) +
    path("M400 190q34 50 0 76 -34 -26 0 -76z", "#e8a33d") +
    box(280, 300, 240, 320, p.main, 22) +
    box(280, 300, 80, 320, p.light, 22) +
    box(330, 400, 140, 120, "#fbf7ee", 6) +
    box(356, 450, 88, 8, p.dark, 4),
  tray: (p) =>
    path("M150 420h500l-40 150q-6 24 -34 24H224q-28 0 -34 -24z", p.dark) +
    oval(400, 420, 252, 74, p.main) +
    oval(400, 424, 216, 56, p.light) +
    line("M230 420q160 40 340 0M260 444q140 26 280 0", p.main, 5),
  soap: (p) =>
    box(230, 420, 340, 170, p.dark, 36) +
    box(230, 400, 340, 170, p.main, 36) +
    box(290, 446, 220, 78, p.light, 22) +
    line("M330 486h140", p.dark, 8),
  ticket: (p) =>
    `<g transform="rotate(-8 400 400)">${box(170, 280, 460, 240, p.main, 16)}${line("M490 292v216", p.pale, 4)}${kawung(200, 310, 4, 3, 60, p.pale)}${box(520, 330, 80, 12, p.pale, 6)}${box(520, 370, 60, 12, p.pale, 6)}</g>`,
  lamp: (p) =>
    path("M280 200h240l60 190H220z", p.pale) +
    box(388, 390, 24, 190, p.dark) +
    box(300, 580, 200, 40, p.main, 16),
};
