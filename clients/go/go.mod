module signalbox.dev/client/go

go 1.19
