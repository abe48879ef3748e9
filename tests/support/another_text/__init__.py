"""A made-up text of five articles, in the two folders that a text takes: `hedong-2030` its words and how people ask,
`hedong_2030` its rules."""
