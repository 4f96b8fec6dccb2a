/// How the page looks: on a screen in light and dark, on a phone, on paper.
///
/// Colours have names by what they stand for; lines differ in width and dashes too, so that the page can be read in black
/// and white. On paper the colours are those of the light page, whatever the screen likes.
enum StyleSheet {
    static let css = colours + text + tables + charts + sessions + phone + paper

    private static let light = """
        --paper: #fff; --ink: #1a1d21; --soft: #545c66; --line: #d3d8de; --wash: #f3f5f7;
        --pack: #0a4f8f; --skin: #9a3412; --danger: #a4112a; --warning: #7a4b00; --band: #e3eee4; --hatch: #b3c9b6;
        """

    private static let colours = """
        :root { color-scheme: light dark; \(light) }
        @media (prefers-color-scheme: dark) { :root {
        --paper: #15181c; --ink: #e9ecef; --soft: #a8b0ba; --line: #3b424b; --wash: #1f242a;
        --pack: #7ab8ff; --skin: #ffab70; --danger: #ff8f98; --warning: #e8bd5c; --band: #1d2f22; --hatch: #35513b;
        } }

        """

    private static let text = """
        * { box-sizing: border-box; }
        html { background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 54rem; overflow-wrap: break-word; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .75rem;
        border-top: 2px solid var(--ink); }
        h3 { font-size: 1.05rem; margin: 0 0 .25rem; }
        p { margin: 0 0 .75rem; }
        a { color: inherit; text-underline-offset: .15em; }
        .eyebrow { font-size: .8125rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft);
        margin: 0; }
        .lede { max-width: 46rem; }
        .soft { color: var(--soft); }
        footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft);
        font-size: .875rem; }
        dl { margin: 0 0 1rem; }
        dd { margin: 0; }
        .facts > div, .prose > div { display: grid; grid-template-columns: 11.5rem 1fr; gap: 0 1rem;
        padding: .3rem 0; border-bottom: 1px solid var(--line); }
        .facts dt, .prose dt { color: var(--soft); }
        .prose dt { color: inherit; font-weight: 600; }
        .first h2 { margin-top: 1.25rem; }

        """

    private static let tables = """
        table { border-collapse: collapse; width: 100%; margin: 0 0 1.25rem; font-size: .9375rem; line-height: 1.4; }
        caption { text-align: left; font-weight: 600; padding: 0 0 .25rem; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
        border-bottom: 1px solid var(--line); }
        th:last-child, td:last-child { padding-right: 0; }
        thead th, thead td { border-bottom: 2px solid var(--soft); font-weight: 600; }
        tbody th { font-weight: 400; }
        .figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .figures { width: auto; min-width: 24rem; }
        .side-by-side { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 0 2rem; }
        .side-by-side table { font-size: .875rem; width: 100%; min-width: 0; }
        .figures thead th, .figures .figure { text-align: right; padding-left: 1rem; }
        .limits th, .limits td { padding-right: 1.25rem; }
        .limits tbody th { white-space: nowrap; }
        .events { font-size: .875rem; }
        .events td:first-child, .events td:nth-child(2) { width: 1%; }
        .badge { display: inline-block; min-width: 1.35em; padding: 0 .3em; border: 1px solid var(--ink);
        border-radius: 1em; text-align: center; line-height: 1.3; }
        .badge.grave { background: var(--danger); border-color: var(--danger); color: var(--paper); font-weight: 700; }

        """

    private static let charts = """
        figure { margin: 0 0 1rem; }
        figcaption { font-size: .875rem; color: var(--soft); }
        svg { display: block; overflow: visible; }
        svg svg { overflow: hidden; }
        svg.sign { display: inline-block; vertical-align: -.2em; }
        svg.definitions { position: absolute; }
        .plot { padding: 0 3rem 0 2.75rem; }
        .overview { padding-right: .5rem; padding-top: .5rem; }
        text { font-size: 12px; fill: var(--ink); font-variant-numeric: tabular-nums; }
        text.soft { fill: var(--soft); }
        text.name { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
        text.pack { fill: var(--pack); }
        text.skin { fill: var(--skin); font-weight: 700; }
        line, path { fill: none; stroke: var(--ink); vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--line); }
        .axis { stroke: var(--soft); }
        .band { fill: var(--band); }
        .hatch { fill: url(#hatching); }
        .hatch-line { stroke: var(--hatch); }
        .edge { stroke: var(--soft); stroke-dasharray: 1 2; }
        .trace { stroke-linejoin: round; stroke-linecap: round; }
        .trace.pack { stroke: var(--pack); stroke-width: 1.5; }
        .trace.skin { stroke: var(--skin); stroke-width: 2.75; }
        .limit-warning { stroke: var(--warning); stroke-width: 1.25; stroke-dasharray: 7 4; }
        .limit-stop { stroke: var(--danger); stroke-width: 1.75; }
        .no-reading { stroke: var(--danger); stroke-width: 6; stroke-dasharray: 2 1.5; }
        .end { stroke-width: 2; }
        .drop { stroke: var(--soft); stroke-dasharray: 1 4; }
        .mark { fill: var(--paper); stroke: var(--ink); }
        .mark-number { font-size: 11px; }
        .grave-mark { fill: var(--danger); stroke: var(--danger); }
        .grave-mark-number { font-size: 11px; font-weight: 700; fill: var(--paper); }
        .sign-ice { fill: var(--pack); stroke: var(--pack); }
        .sign-heat { fill: var(--paper); stroke: var(--skin); stroke-width: 2; }
        .sign-run { fill: var(--ink); }
        .sign-grave { stroke: var(--danger); stroke-width: 1.75; }
        #sign-ice, #sign-heat, #sign-run, #sign-grave { fill: inherit; stroke: inherit; }
        .onset { stroke: var(--danger); stroke-width: 1.5; stroke-dasharray: 6 3; }
        .met { fill: var(--soft); stroke: var(--soft); }
        .missed { fill: var(--paper); stroke: var(--soft); }
        .pain { stroke: var(--soft); stroke-width: 1.5; }
        .pain-before { fill: var(--paper); stroke: var(--ink); stroke-width: 1.25; }
        .pain-after { fill: var(--ink); stroke: var(--ink); stroke-width: 2; }

        """

    private static let sessions = """
        .signs { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .25rem 1.5rem; }
        .signs > div { display: grid; grid-template-columns: 60px 1fr; align-items: center; }
        .session { margin: 0 0 2.25rem; }
        .session .plot { margin-top: .5rem; }
        .inline { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; font-size: .9375rem; margin: 0 0 .5rem; }
        .inline > div { display: flex; gap: .4em; }
        .inline > .whole { flex-basis: 100%; }
        .inline dt { color: var(--soft); white-space: nowrap; }
        .grid-of-sessions { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
        gap: 1.25rem 1rem; }
        .small { margin: 0; break-inside: avoid; display: flex; flex-direction: column;
        justify-content: space-between; }
        .small figcaption { font-size: .8125rem; line-height: 1.35; margin-bottom: .35rem; }
        .small strong { color: var(--ink); }

        """

    private static let phone = """
        @media (max-width: 36rem) {
        body { padding: 1rem .875rem 2rem; }
        .facts > div, .prose > div { grid-template-columns: 1fr; }
        .side-by-side { grid-template-columns: minmax(0, 1fr); }
        .limits tbody th { white-space: normal; }
        .figures thead th, .figures .figure { padding-left: .5rem; }
        .plot { padding: 0 2.25rem 0 2rem; }
        .overview { padding-right: .25rem; }
        .grid-of-sessions { grid-template-columns: 1fr 1fr; gap: 1rem .75rem; }
        .signs { grid-template-columns: 1fr; }
        }

        """

    private static let paper = """
        @page { size: A4; margin: 13mm 15mm; }
        @media print {
        :root { color-scheme: light; \(light) --ink: #000; --soft: #3d434a; }
        html { font-size: 9pt; line-height: 1.3; }
        body { padding: 0; max-width: none; }
        p { margin-bottom: .5rem; }
        h1 { font-size: 15pt; margin-bottom: .25rem; }
        h2 { margin: 1rem 0 .4rem; padding-top: .4rem; border-top-width: 1px; }
        h2, h3, caption { break-after: avoid; }
        .eyebrow { display: none; }
        .lede { max-width: none; }
        .first h2 { margin-top: .5rem; }
        .key, .sessions { break-before: page; }
        .key h2, .sessions { margin-top: 0; }
        .signs { grid-template-columns: 1fr 1fr 1fr; gap: .25rem 1rem; line-height: 1.2; }
        .facts > div, .prose > div { padding: .1rem 0; break-inside: avoid; }
        .session, .session figure, tr { break-inside: avoid; }
        .session { margin-bottom: 1.25rem; }
        .session .plot { margin-top: .25rem; }
        figure { margin-bottom: .5rem; }
        table { font-size: 8.5pt; line-height: 1.3; margin-bottom: .75rem; }
        .side-by-side { gap: 0 8mm; }
        .side-by-side table { font-size: 8.25pt; }
        .events { font-size: 8.25pt; }
        .events caption { display: none; }
        th, td { padding-top: .1rem; padding-bottom: .1rem; }
        thead th, thead td { border-bottom-width: 1px; }
        .grid-of-sessions { grid-template-columns: repeat(4, 1fr); gap: .8rem .8rem; }
        text { font-size: 10.5px; }
        a { text-decoration: none; }
        footer { margin-top: 1rem; }
        }

        """
}
