/* A table that is too wide shows its rows one below the other, and each cell after its column's title. */
"use strict"
{
    const phone = matchMedia("(max-width: 44.984375em)")
    const article = document.querySelector("article")
    const tables = [...article.querySelectorAll("table")].filter((table) => table.tHead)

    /** A table's width, in a layout of its own. */
    const width = (table, style) => {
        Object.assign(table.style, { maxWidth: "none", ...style })
        const found = table.scrollWidth
        table.removeAttribute("style")
        return found
    }

    /** Whether it is less high as a list: one of its columns is so narrow that its words stand below each other. */
    const isShorterAsList = (table) => {
        const height = table.offsetHeight
        table.toggleAttribute("data-stacked", true)
        const isShorter = table.offsetHeight < height
        table.removeAttribute("data-stacked")
        return isShorter
    }

    /** Whether it would scroll sideways; or, on a phone, whether a row would need more than two lines of the page. */
    const isTooWide = (table) =>
        width(table, { width: "min-content" }) > article.clientWidth ||
        (phone.matches && (width(table, { width: "max-content" }) > 2 * article.clientWidth || isShorterAsList(table)))

    const arrange = () => {
        for (const table of tables) {
            table.removeAttribute("data-stacked")
            table.toggleAttribute("data-stacked", isTooWide(table))
        }
    }

    for (const table of tables) {
        const titles = [...table.tHead.rows[0].cells].map((cell) => cell.innerText.trim())
        for (const row of table.tBodies[0].rows)
            [...row.cells].forEach((cell, column) => { cell.dataset.title = titles[column] })
    }
    arrange()
    addEventListener("resize", arrange)
}
