-- octavo.lua: what the TeX run writes down about places, and what it read of the run before.
local octavo = { blank = false }

local job = tex.jobname
local found, order = {}, {}            -- pages of destinations in this run
local known = {}                       -- the same from the run before
local ranges = {}                      -- ranges of page labels: sheet and style
local entries, indexed = {}, {}        -- index entries, and those shipped out
local paragraphs, pages = {}, {}       -- names of marked paragraphs; one record a page
local STEP = 4096                      -- more words than any paragraph has
local UNSET = -0x7FFFFFFF
local word_attribute

local function lines_of(name)
  local file = io.open(name, "r")
  if not file then return {} end
  local lines = {}
  for line in file:lines() do lines[#lines + 1] = line end
  file:close()
  return lines
end

local function write(name, lines)
  local file = assert(io.open(name, "w"))
  for _, line in ipairs(lines) do file:write(line, "\n") end
  file:close()
end

for _, line in ipairs(lines_of(job .. ".places")) do
  local name, page = line:match("^(.-)\t(.*)$")
  if name then known[name] = page end
end

-- Contents -----------------------------------------------------------------
function octavo.page_of(name) tex.write(known[name] or "000") end

-- The gutter that the run before called for.
function octavo.gutter() tex.write(lines_of(job .. ".gutter")[1] or "") end

-- Waits for a file that is being written, a minute and a half at most.
function octavo.await(name)
  local start = os.gettimeofday()
  repeat
    local file = io.open(name, "r")
    if file then file:close() return end
    os.sleep(0.01)
  until os.gettimeofday() - start > 90
end

function octavo.place(name, label)
  if not found[name] then order[#order + 1] = name end
  found[name] = label
end

-- A PDF string of UTF-8 text, in hexadecimal UTF-16.
function octavo.text_string(text)
  local hex = { "<FEFF" }
  for _, code in utf8.codes(text) do
    if code >= 0x10000 then
      code = code - 0x10000
      hex[#hex + 1] = ("%04X%04X"):format(0xD800 + code // 0x400, 0xDC00 + code % 0x400)
    else
      hex[#hex + 1] = ("%04X"):format(code)
    end
  end
  tex.write(table.concat(hex) .. ">")
end

-- Page labels (ISO 32000-1, 12.4.2) -------------------------------------------
function octavo.label_range(style)
  ranges[#ranges + 1] = { sheet = #pages, style = style }
end

-- Index ----------------------------------------------------------------------
function octavo.entry(text)
  entries[#entries + 1] = text
  tex.write(#entries)
end

function octavo.entry_page(number, label)
  indexed[#indexed + 1] = "\\indexentry{" .. entries[number] .. "}{" .. label .. "}"
end

-- Numbers of an index entry become links, each to its page.
function octavo.page_links(text)
  local linked = text:gsub("[%divxlcIVXLC]+", "\\octavolink{page:%0}{%0}")
  tex.sprint(linked)
end

-- The index of sources --------------------------------------------------------
-- Places of citations as an index has them: 12n3, 14nn7–9, 45–47; octavo's index_places.py
-- does the same for the editions that are read on a screen.
local DASH, TIE = "\u{2013}", "\u{A0}"

local function note_token(run)
  local page = run.page:match("%d$") and run.page or run.page .. TIE
  if run.first == run.last then return page .. "n" .. run.first end
  return page .. "nn" .. run.first .. DASH .. run.last
end

local function page_token(run)
  return run.first == run.last and run.first or run.first .. DASH .. run.last
end

-- The pages in order, each with its place in the text and its notes.
local function by_page(text)
  local sheets, order = {}, {}
  for call, place, note in text:gmatch("(%S+) (%S+) (%d+)") do
    local page = known[call] or "0"
    if not sheets[page] then
      sheets[page] = { notes = {} }
      order[#order + 1] = page
    end
    local sheet, number = sheets[page], tonumber(note)
    local last = sheet.notes[#sheet.notes]
    if number == 0 then
      sheet.text = sheet.text or place
    elseif last and number == last.last + 1 then
      last.last = number
    elseif not last or number ~= last.last then
      sheet.notes[#sheet.notes + 1] = { page = page, first = number, last = number, place = place }
    end
  end
  return sheets, order
end

function octavo.cited_in(text)
  local tokens, run = {}, nil
  local function put(word, place)
    tokens[#tokens + 1] = ("\\octavolink{%s}{\\mbox{%s}}"):format(place, word)
  end
  local function close()
    if run then put(page_token(run), run.place) end
    run = nil
  end
  local sheets, order = by_page(text:gsub(";", " "))
  for _, page in ipairs(order) do
    local sheet = sheets[page]
    local follows = run and tonumber(page) and tonumber(run.last) and tonumber(page) == tonumber(run.last) + 1
    if not (sheet.text and follows) then close() end
    if sheet.text then
      run = run or { first = page, place = sheet.text }
      run.last = page
    end
    if #sheet.notes > 0 then close() end
    for _, notes in ipairs(sheet.notes) do put(note_token(notes), notes.place) end
  end
  close()
  tex.sprint(table.concat(tokens, ", "))
end

-- Page harvest -----------------------------------------------------------------
function octavo.paragraph(name)
  paragraphs[#paragraphs + 1] = name
  tex.write(#paragraphs * STEP)
end

-- Calls visit(value) for each marked glyph in reading order until it returns true.
local function each_mark(head, visit)
  for n, id in node.traverse(head) do
    if id == node.id("hlist") or id == node.id("vlist") then
      if each_mark(n.head, visit) then return true end
    elseif id == node.id("glyph") then
      local value = node.has_attribute(n, word_attribute)
      if value and value ~= UNSET and visit(value) then return true end
    end
  end
end

-- The farthest mark of the pages before. Marks grow as one reads; a note at the foot bears that of its call,
-- which lies behind what the page ended with.
local last_value = UNSET

function octavo.shipout(label)
  word_attribute = word_attribute or luatexbase.registernumber("octavo@word")
  local opens, first
  local before = last_value
  each_mark(tex.box["ShipoutBox"], function(value)
    opens = opens or value
    if not first and value > before then first = value end
    last_value = math.max(last_value, value)
  end)
  -- The rest of an entry, whose words are not counted, is no place that another edition could show.
  if opens == before and (paragraphs[math.floor(before / STEP)] or ""):find("^s:") then first = nil end
  local kind = octavo.blank and "blank" or "plain"
  octavo.blank = false
  local name, word = "", 0
  if first then
    name, word = paragraphs[math.floor(first / STEP)] or "", first % STEP
    kind = "text"
  end
  pages[#pages + 1] = table.concat({ label, kind, name, word }, "\t")
end

-- The end ------------------------------------------------------------------------
function octavo.finish()
  local places = {}
  for _, name in ipairs(order) do places[#places + 1] = name .. "\t" .. found[name] end
  if #places > 0 then write(job .. ".places", places) end
  write(job .. ".pages", pages)
  if #indexed > 0 then write(job .. ".idx", indexed) end
  for _, line in ipairs(lines_of("/proc/self/status")) do
    local peak = line:match("^VmHWM:%s*(%d+)")
    if peak then texio.write_nl("log", "octavo: peak memory " .. peak .. " kB") end
  end
  local labels = {}
  for _, range in ipairs(ranges) do
    labels[#labels + 1] = ("%d <</S/%s>>"):format(range.sheet - 1, range.style)
  end
  if #labels > 0 then
    pdf.setcatalog((pdf.getcatalog() or "") .. " /PageLabels <</Nums [" .. table.concat(labels, " ") .. "]>>")
  end
end

return octavo
