package main

import "github.com/gorhill/cronexpr"

// parse reads a text as gorhill/cronexpr does.
func parse(text string) (next, error) {
	expression, err := cronexpr.Parse(text)
	if err != nil {
		return nil, err
	}
	return expression.Next, nil
}
