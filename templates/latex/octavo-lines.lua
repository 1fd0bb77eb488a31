-- octavo-lines.lua: a paragraph that TeX broke badly is broken again, with other settings.
local HLIST, GLYPH, GLUE, DISC = node.id("hlist"), node.id("glyph"), node.id("glue"), node.id("disc")
local word = luatexbase.registernumber("octavo@word")
local UNSET = -0x7FFFFFFF
local LADDER, STUB = 3, 4               -- hyphens under one another; letters of a last line
local LOOSE = 1.9                       -- times its stretch by which a space is too wide

-- What is tried, in this order; the first that leaves no fault is taken, or else the best of them.
local VARIANTS = {
  { hyphen = 400, doublehyphendemerits = 1000000, finalhyphendemerits = 1000000 },
  { hyphen = 400, doublehyphendemerits = 1000000, finalhyphendemerits = 1000000, tolerance = 2000,
    looseness = 1 },
  { hyphen = 200, doublehyphendemerits = 1000000, finalhyphendemerits = 1000000, tolerance = 2000,
    looseness = -1 },
}

-- Only running text carries marks; notes and tables are left to TeX, and so is what is set ragged.
local function is_text(head)
  if tex.rightskip.stretch ~= 0 then return false end
  for n in node.traverse_id(GLYPH, head) do
    local value = node.has_attribute(n, word)
    return value ~= nil and value ~= UNSET
  end
end

local function last_glyph(line)
  local n = node.tail(line.head)
  while n and n.id ~= GLYPH do
    if n.id == HLIST then return nil end
    n = n.prev
  end
  return n
end

-- Letters and figures of a line without stops and the calls of notes, and whether a space divides them.
local function content(line)
  local letters, spaced = 0, false
  for n in node.traverse(line.head) do
    if n.id == GLYPH then
      local char = n.char
      local figure = char >= 0x30 and char <= 0x39
      if figure or char > 0x40 and (char < 0x2010 or char > 0x206F) then letters = letters + 1 end
    elseif n.id == GLUE and n.subtype == 13 then
      spaced = true
    end
  end
  return letters, spaced
end

local function faults(lines)
  local count, run, total = 0, 0, 0
  local last, broken, before
  for line in node.traverse_id(HLIST, lines) do
    before = broken
    local glyph = last_glyph(line)
    broken = glyph and (glyph.char == 0x2D or glyph.char == 0x2010) or false
    run = broken and run + 1 or 0
    if run == LADDER then count = count + 1 end
    if line.glue_sign == 1 and line.glue_order == 0 and line.glue_set > LOOSE then count = count + 1 end
    last, total = line, total + 1
  end
  -- A heading, or the date of an event, is no paragraph.
  if total < 3 then return 0 end
  local letters, spaced = content(last)
  if not spaced and (before or letters < STUB) then count = count + 1 end
  return count
end

local function set(head, variant)
  local settings = {}
  for name, value in pairs(variant) do
    if name ~= "hyphen" then settings[name] = value end
  end
  -- An author's own wish for a line more or less goes before ours.
  if tex.looseness ~= 0 then settings.looseness = tex.looseness end
  for n in node.traverse_id(DISC, head) do n.penalty = math.max(n.penalty, variant.hyphen) end
  return tex.linebreak(head, settings)
end

luatexbase.add_to_callback("linebreak_filter", function(head, display)
  -- Where nothing may be hyphenated stands a heading.
  if display or tex.hyphenpenalty >= 10000 or not is_text(head) then return true end
  local spare = node.copy_list(head)
  local best, told = tex.linebreak(head, {})
  local least = faults(best)
  for _, variant in ipairs(VARIANTS) do
    if least == 0 then break end
    local other, says = set(node.copy_list(spare), variant)
    local left = faults(other)
    if left < least then best, other, told, least = other, best, says, left end
    node.flush_list(other)
  end
  node.flush_list(spare)
  -- What TeX itself would now know of the lines above the next paragraph.
  local list = tex.nest[tex.nest.ptr]
  list.prevdepth, list.prevgraf = told.prevdepth, told.prevgraf
  return best
end, "octavo.lines")
